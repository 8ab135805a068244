"""`python -m watcher`, and what the command `watcher` calls."""

import sys

try:
    from watcher.cli import main
except KeyboardInterrupt:  # while it loads
    sys.exit(130)

if __name__ == "__main__":
    main()
