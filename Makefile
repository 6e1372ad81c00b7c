# OneSeal. `make help` lists the targets.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest -n 2
c ?=

.PHONY: help setup setup-test messages demo run worker test test-rules lint types check journeys bench docs clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("OneSeal needs Python 3.11 or later; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.messages: $(VENV)/.base $(wildcard src/oneseal/locale/*/LC_MESSAGES/*.po src/oneseal/*/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/oneseal messages compile
	@touch $@

messages: $(VENV)/.messages ## Compile the English translations

setup: $(VENV)/.base messages ## Install what the program needs into .venv

setup-test: $(VENV)/.dev messages ## Install what the tests need as well (Chromium and a Chinese font included)
	@deploy/install-test-packages

demo: setup ## Start the demonstration bureau (Ctrl-C stops it, the data stay)
	@$(BIN)/oneseal demo

run: setup ## Start web and worker without loading demonstration data
	@$(BIN)/oneseal run

lint: $(VENV)/.dev ## Style, imports, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev ## Strict types
	$(BIN)/mypy

test-rules: $(VENV)/.dev ## The pure rules only: no Django, no database
	$(BIN)/pytest -q -p no:django src/oneseal/kernel $(wildcard src/oneseal/*/tests/test_rules_*.py)

check: setup-test lint types ## Everything but browser journeys
	$(BIN)/oneseal check
	$(BIN)/oneseal makemigrations --check --dry-run
	$(PYTEST) -q $(if $(c),src/oneseal/$(c),src tests --ignore=tests/journeys)

journeys: setup-test ## Whole stories in a browser, with accessibility checks
	$(PYTEST) -q tests/journeys

test: check journeys ## Everything CI runs

bench: $(VENV)/.dev ## The benchmarks, printed as tables
	ONESEAL_VAR=var/bench $(BIN)/oneseal bench --write

clean: ## Remove caches and builds (never var/, where data live)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
