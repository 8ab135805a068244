"""`python -m watcher`, and what the command `watcher` calls."""

from watcher.cli import main

if __name__ == "__main__":
    main()
