# `make sync` and `make test` set up what they need in .venv; nothing else has to be installed first.
PYTHON ?= python3
MINUTES ?= 30
BIN := .venv/bin
TOOL := .venv/.tool
DEV := .venv/.dev

.PHONY: help sync check status report test lint format corpora builds fuzz edits migration mutations adoption bench clean

help:
	@echo "make sync     bring our own site (content/, locales/) up to date"
	@echo "make status   show how its languages stand"
	@echo "make check    fail on what is missing, stale or broken there"
	@echo "make report   write the HTML report on it to i18n-report/"
	@echo "make test     run the tests"
	@echo "make lint     ruff and mypy"
	@echo "make format   let ruff format the code"
	@echo "make corpora  split and rebuild the public manuals in ../shared, byte for byte"
	@echo "make builds   build translated sites with the real Hugo, MkDocs, mdBook, Docusaurus, Jekyll and Starlight"
	@echo "make fuzz     look for documents and translations that break a law, MINUTES=30 long"
	@echo "make migration  what comes over from catalogs of other tools"
	@echo "make mutations  real translations, broken in known ways: how many are found"
	@echo "make edits    what catalogs keep after real edits, beside other tools"
	@echo "make adoption how much of hand-translated pages is taken over, and how much of that is right"
	@echo "make bench    time, processes, memory and growth, beside other tools; SECTIONS=\"cold idle\" for a part"

sync: $(TOOL)
	@$(BIN)/i18n-pipeline sync

status: $(TOOL)
	@$(BIN)/i18n-pipeline status

check: $(TOOL)
	@$(BIN)/i18n-pipeline check

report: $(TOOL)
	@$(BIN)/i18n-pipeline report

test: $(DEV)
	$(BIN)/pytest -n auto

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

corpora: $(DEV)
	$(BIN)/python -m tests.corpora

builds: $(DEV)
	$(BIN)/python -m tests.builds

fuzz: $(DEV)
	$(BIN)/python -W ignore -m tests.fuzz --minutes $(MINUTES)

edits: $(DEV)
	$(BIN)/python -m benchmarks.edits --peers --rewrap --rename

mutations: $(DEV)
	$(BIN)/python -m benchmarks.mutations

migration: $(DEV)
	$(BIN)/python -m benchmarks.migration

bench: $(DEV)
	$(BIN)/python -m benchmarks.speed $(SECTIONS)

adoption: $(DEV)
	$(BIN)/python -m benchmarks.adoption --sample 50

clean:
	rm -rf .venv .builds .benchmarks .i18n-pipeline .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit("i18n-pipeline needs Python 3.10 or later: make PYTHON=python3.12" if sys.version_info < (3, 10) else 0)'
	@$(PYTHON) -m venv .venv || { echo "python3 has no venv module; on Debian or Ubuntu: apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }

$(TOOL): .venv/pyvenv.cfg pyproject.toml
	@echo "Setting up .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): $(TOOL)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
