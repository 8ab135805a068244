# The workflow, and what continuous integration calls. Needs Python 3.11 or newer, nothing else.
SHELL := /bin/sh
PYTHON ?= python3
CORPUS ?= ../shared/corpus
REVISIONS ?= ../shared/revisions/revisions.jsonl
CHANGES ?= ../shared/changes
ROUNDS ?= 100
TIMING ?= ../shared/revisions/timing.csv
MINUTES ?= 60
EXAMPLES ?= 5000
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo run test integration torture pictures soak fuzz check format guard bench bench-looks bench-extract bench-compare bench-repeated bench-drift bench-cadence bench-scale bench-alerts bench-cards bench-pages bench-start bench-stored lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment $(1) is filled with $(2), and with the project where that is said. Where Debian's python3-venv is missing,
# it is made without pip and filled by the system's pip. uv is quicker where it is there, and does not heed PIP_NO_INDEX.
define fill
	@test -x $(1)/bin/python || { echo "watcher: making $(1)"; $(PYTHON) -m venv $(1) >/dev/null 2>&1; } || \
	  { rm -rf $(1); $(PYTHON) -m venv --without-pip $(1); } || \
	  { echo "watcher: $(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "watcher: installing $(2)"
	@if [ -z "$$PIP_NO_INDEX" ] && command -v uv >/dev/null 2>&1; then pip="uv pip"; export VIRTUAL_ENV=$(1); \
	elif $(1)/bin/python -c "import pip" 2>/dev/null; then pip="$(1)/bin/python -m pip --disable-pip-version-check"; \
	else pip="$(PYTHON) -m pip --disable-pip-version-check --python $(1)/bin/python"; fi; \
	$$pip install -q --require-hashes -r $(2) $(if $(3),&& $$pip install -q --no-deps --no-build-isolation -e .)
	@touch $@
endef

.venv/run.done: requirements/run.txt pyproject.toml
	$(call fill,.venv,requirements/run.txt,project)

.venv/dev.done: requirements/dev.txt pyproject.toml
	$(call fill,.venv,requirements/dev.txt,project)

demo: .venv/run.done  ## the whole product in half a minute, against a sample news site of its own
	@$(BIN)/watcher demo

run: .venv/run.done  ## the daemon, with config/watcher.toml
	@$(BIN)/watcher --config config/watcher.toml run

test: .venv/dev.done  ## every test
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal

.venv/integration.done: requirements/integration.txt pyproject.toml
	$(call fill,.venv,requirements/integration.txt,project)

# A Matrix server, which needs other versions of what we need ourselves.
.venv/synapse.done: requirements/synapse.txt .venv/integration.done
	$(call fill,.venv/synapse,requirements/synapse.txt)

integration: .venv/integration.done .venv/synapse.done  ## tests with what apt has: mail server, MQTT broker, browser, shells, fonts, systemd; a Matrix server
	@command -v chromium >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends chromium; }
	@command -v zsh >/dev/null && command -v fish >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends zsh fish; }
	@command -v systemd-nspawn >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends systemd-container; }
	@command -v ip >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends iproute2; }
	@PYTHONPATH=tests $(BIN)/python -m pytest tests/integration/test_*.py

soak: .venv/dev.done  ## whether an hour of 20 looks a second leaves anything behind; MINUTES=60
	@PYTHONPATH=tests $(BIN)/python tests/soak.py $(MINUTES)

torture: .venv/dev.done  ## kills the daemon while a site is edited, and counts what was lost; ROUNDS=100
	@command -v strace >/dev/null || { apt-get update -q && apt-get install -qy --no-install-recommends strace; } || true
	@PYTHONPATH=tests $(BIN)/python bench/torture.py --rounds $(ROUNDS)

fuzz: .venv/dev.done  ## every parser of what strangers say, fed for long; EXAMPLES=5000, PARSER=NAME for one
	@PYTHONPATH=tests $(BIN)/python tests/fuzz.py $(EXAMPLES) $(PARSER)

pictures: .venv/integration.done  ## the pictures of the web pages in docs/pictures
	@PYTHONPATH=tests $(BIN)/python tests/integration/pictures.py docs/pictures

check: .venv/dev.done  ## style, types, floors, dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .

format: .venv/dev.done  ## put the style right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

guard: .venv/dev.done  ## whether a look has become dearer, counted without a clock
	@$(BIN)/python bench/guard.py

# The bench $(2) with the development data $(1), which are not part of this repository; says so where they are missing.
define measure
	@if test -e $(1); then $(BIN)/python $(2) $(1); else echo "watcher: $(2) measures nothing: $(1) is not there"; fi
endef

bench: bench-looks bench-extract bench-compare bench-repeated bench-drift bench-cadence bench-scale bench-alerts bench-cards bench-stored  ## every measurement

bench-looks: .venv/dev.done  ## what a look costs, beside client library and parsers alone; PEERS=FOLDER with urlwatch and webchanges, SITE=LIST of addresses elsewhere, INTO=docs/performance.md
	@$(BIN)/python bench/looks.py $(if $(PEERS),--peers $(PEERS)) $(if $(SITE),--site $(SITE)) $(if $(INTO),--into $(INTO))

bench-extract: .venv/dev.done  ## how well and how fast articles are read; CORPUS=FOLDER with the labelled pages
	$(call measure,$(CORPUS),bench/extract.py)

bench-compare: .venv/dev.done  ## how well and how fast revisions are compared, edits and noise told; REVISIONS=FILE, CHANGES=FOLDER
	@$(BIN)/python bench/compare.py $(REVISIONS)
	@PYTHONPATH=tests $(BIN)/python bench/changes.py $(CHANGES)

bench-repeated: .venv/dev.done  ## what is learned of lines that a site repeats; REVISIONS=FILE of histories
	$(call measure,$(REVISIONS),bench/repeated.py)

bench-drift: .venv/dev.done  ## what of real histories would be held as a whole site's doing; REVISIONS=FILE of histories
	$(call measure,$(REVISIONS),bench/drift.py)

bench-cadence: .venv/dev.done  ## how late edits are seen for the same number of looks; TIMING=FILE of real edit times
	@$(BIN)/python bench/cadence.py $(TIMING)

bench-scale: .venv/dev.done  ## what a hundred thousand watches cost: start, memory, dispatch, looks; INTO=docs/performance.md
	@$(BIN)/python bench/scale.py 100000 $(INTO)

bench-alerts: .venv/dev.done  ## how fast alerts are sent, and what a burst of them costs the looks
	@$(BIN)/python bench/alerts.py

bench-cards: .venv/dev.done  ## what pictures of the difference cost
	@$(BIN)/python bench/cards.py

COMPILE := pip-compile -q --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
  --allow-unsafe --no-annotate --no-header -c requirements/bounds.in

bench-pages: .venv/dev.done  ## how quick the web pages are with a million revisions (takes some minutes)
	@$(BIN)/python bench/pages.py

bench-stored: .venv/dev.done  ## what an edit stores for good, by table; INTO=docs/performance.md
	@$(BIN)/python bench/stored.py $(INTO)

bench-start: .venv/dev.done  ## how quick commands are there and gone, with 10,000 watches (takes some minutes)
	@$(BIN)/python bench/start.py

lock:  ## pin the dependencies anew, with hashes (needs pip-tools)
	$(COMPILE) --extra build -o requirements/run.txt pyproject.toml
	$(COMPILE) --extra build --extra dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	$(COMPILE) --extra build --extra dev --extra browser --extra integration -c requirements/dev.txt -o requirements/integration.txt pyproject.toml
	echo matrix-synapse | $(COMPILE) -o requirements/synapse.txt -

clean:  ## remove everything that was made, the database excepted
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build
