# The door to everything one does with a checkout: run, test, check, measure.
# Set-up happens by itself, once, and again when the pinned parts change.

VENV := .venv
PYTHON := $(VENV)/bin/python
RUN_STAMP := $(VENV)/.set-up-to-run
DEV_STAMP := $(VENV)/.set-up-to-develop
WORKERS ?= auto
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check format bench pins clean system-run system-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: system-run $(RUN_STAMP) ## Open the window on a sample shop
	@$(PYTHON) packaging/qt_loads.py
	@$(PYTHON) -m app --sample $(ARGS)

test: system-test $(DEV_STAMP) ## Run every test (ARGS="-k ledger" for some)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q -n $(WORKERS) $(ARGS)

check: system-test $(DEV_STAMP) ## Lint, formatting, types and the import rule
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -q tests/architecture/test_layers.py

format: $(DEV_STAMP) ## Lay the sources out and sort their imports
	@$(PYTHON) -m ruff check --select I --fix .
	@$(PYTHON) -m ruff format .

bench: system-test $(DEV_STAMP) ## Measure beside the floor
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.benchmarks $(ARGS)

pins: $(DEV_STAMP) ## Pin the newest releases inside pyproject's ranges
	@$(PYTHON) packaging/pins.py

clean: ## Remove what the above made, the environment too
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

system-run:
	@packaging/setup.sh run

system-test:
	@packaging/setup.sh test

# The order-only prerequisites: the system's part first, since it may bring Python's venv module.
$(RUN_STAMP): requirements.txt packaging/venv.sh | system-run
	@packaging/venv.sh $(VENV) requirements.txt
	@touch $@

$(DEV_STAMP): requirements.txt requirements-dev.txt packaging/venv.sh | system-test
	@packaging/venv.sh $(VENV) requirements-dev.txt
	@touch $@ $(RUN_STAMP)
