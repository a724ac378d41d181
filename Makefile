# The commands of this project. `make test` runs all that CI runs.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(HOME)/.cargo/bin:$(PATH)
# A cargo of rustup's finds its toolchains beside itself, also when HOME is another one.
export RUSTUP_HOME ?= $(firstword $(wildcard $(HOME)/.rustup $(dir $(shell command -v cargo))../../.rustup))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
RUST := $(shell find rust -type f -not -path '*/target/*' 2>/dev/null)
CARGO := cargo
PYTHON_CODE := rustybt tests

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

$(BIN)/python:
	@python=$$(./tools/find-python) && echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV)

# One stamp per set of packages; dev holds all of the others.
$(VENV)/.%: requirements/%.txt | $(BIN)/python
	@echo "Installing requirements/$*.txt"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $<
	@touch $@

# Until the Rust workspace is there, the package is pure Python and a path is enough.
ifneq ($(RUST),)
$(VENV)/.native: $(RUST) pyproject.toml
	@./tools/need cargo
	@echo "Building the native core"
	@$(BIN)/maturin develop --release --quiet --skip-install
	@touch $@
else
$(VENV)/.native: pyproject.toml
	@touch $@
endif

setup: $(VENV)/.dev $(VENV)/.native  ## make .venv with all that development needs, and build the native core

# The demo and the lab need less than development does: their own, smaller sets of packages.
$(VENV)/.native-%: $(RUST) pyproject.toml $(VENV)/.%
	@./tools/need cargo
	@echo "Building the native core"
	@$(BIN)/maturin develop --release --quiet --skip-install
	@touch $@

demo: $(VENV)/.native-core  ## two strategies on real data, with a report of each
	@$(BIN)/python -m rustybt demo

lab: $(VENV)/.native-lab  ## JupyterLab on the first notebook
	@$(BIN)/jupyter trust notebooks/01_first_backtest.ipynb
	@PYTHONPATH=$(CURDIR) $(BIN)/jupyter lab notebooks/01_first_backtest.ipynb

bench: setup  ## the benchmark workloads beside zipline (PEERS=zipline|all, RUNS=5)
	@$(BIN)/python -m tests.benchmarks

lint: setup  ## format, lint, types, layers
	$(BIN)/ruff format --check $(PYTHON_CODE)
	$(BIN)/ruff check $(PYTHON_CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
ifneq ($(RUST),)
	cd rust && $(CARGO) fmt --all --check
	cd rust && $(CARGO) clippy --workspace --all-targets --quiet -- -D warnings
endif

test-rust: setup
ifneq ($(RUST),)
	cd rust && $(CARGO) test --workspace --quiet
endif

test-python: setup
	COVERAGE_CORE=sysmon $(BIN)/python -m pytest -q -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=90

test-notebooks: setup
	RUSTYBT_DATA_DIR=$$(mktemp -d) PYTHONPATH=$(CURDIR) $(BIN)/python -m pytest -q -p no:xdist --nbval --nbval-sanitize-with notebooks/sanitize.cfg notebooks

test: lint test-rust test-python test-notebooks  ## everything CI runs

format: setup  ## put the code in its one format
	$(BIN)/ruff format $(PYTHON_CODE)
	$(BIN)/ruff check --fix $(PYTHON_CODE)
ifneq ($(RUST),)
	cd rust && $(CARGO) fmt --all
endif

lock:  ## write requirements/*.txt anew from pyproject.toml (needs uv)
	@./tools/need uv
	./tools/lock

clean:  ## remove all that was made: .venv, builds, caches
	rm -rf $(VENV) rust/target rustybt/_native*.so .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	find rustybt tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup demo lab bench lint test-rust test-python test-notebooks test format lock clean
