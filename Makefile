# The commands of this project. `make test` runs all that CI runs.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	@python=$$(./tools/find-python) && "$$python" -m venv $(VENV)

$(VENV)/.dev: $(BIN)/python pyproject.toml requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev  ## make .venv and install all that development needs

test: setup  ## everything CI runs: lint, types, tests
	$(BIN)/ruff format --check rustybt tests
	$(BIN)/ruff check rustybt tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

.PHONY: help setup test
