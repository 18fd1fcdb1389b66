# Regulars: `make run` opens the sample shop, `make test` proves the program. Both do all set-up themselves.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
WORKERS ?= auto

.PHONY: help run test check bench pins help-page paper-words clean

help:
	@echo "make run    open Regulars on a sample shop"
	@echo "make test   run every test, without a display"
	@echo "make check  lint, types, layers"
	@echo "make bench  speed and memory beside their floors"
	@echo "make pins   write the requirements files anew"
	@echo "make help-page  write the tables of the page on the programme file anew"
	@echo "make paper-words  bring the catalogues of paper up to date with the texts that are printed"
	@echo "make clean  remove what set-up and tests made"

run: $(VENV)/run.stamp
	@$(BIN)/python -m app --sample

test: $(VENV)/test.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) -q

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/architecture

bench: $(VENV)/test.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks $(BENCH)

pins: $(VENV)/test.stamp
	$(BIN)/python packaging/pins.py

help-page: $(VENV)/test.stamp
	$(BIN)/python packaging/help_page.py

paper-words: $(VENV)/test.stamp
	$(BIN)/python packaging/paper_words.py

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps say what the environment was made from; a change of the pins makes it anew.

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "Regulars needs Python 3.11 or newer, and found none." >&2; exit 1; fi
	@PYTHON=$(PYTHON) sh packaging/system-libraries.sh run
	@$(PYTHON) -m venv $(VENV) || { echo "The virtual environment could not be made: on Debian, install python3-venv." >&2; exit 1; }

$(VENV)/run.stamp: requirements.txt packaging/system-libraries.txt | $(VENV)/bin/python
	@PYTHON=$(BIN)/python sh packaging/system-libraries.sh run
	@echo "Setting up Regulars (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt requirements.txt packaging/system-libraries.txt | $(VENV)/bin/python
	@PYTHON=$(BIN)/python sh packaging/system-libraries.sh test
	@echo "Setting up Regulars and its tests (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp
