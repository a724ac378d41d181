# The commands of this project. `make test` runs all that CI runs.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(HOME)/.cargo/bin:$(PATH)
# A cargo of rustup's finds its toolchains beside itself, also when HOME is another one.
RUSTUP_BESIDE := $(firstword $(wildcard $(HOME)/.rustup $(dir $(shell command -v cargo))../../.rustup))
ifneq ($(RUSTUP_BESIDE),)
export RUSTUP_HOME ?= $(RUSTUP_BESIDE)
endif
export PYO3_PYTHON := $(CURDIR)/$(BIN)/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
RUST := $(shell find rust -type f -not -path '*/target/*')
# What builds the native core, and what its tests need besides.
RUST_VERSION := 1.85
RUST_VERSION_OF_TESTS := 1.88
CARGO := cargo
PYTHON_CODE := rustybt tests notebooks
NOTEBOOKS := notebooks
FIRST_NOTEBOOK := notebooks/01_first_backtest.ipynb

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

$(BIN)/python:
	@python=$$(./tools/find-python) && echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV)

# One stamp per set of packages, and one per native core built beside them; dev holds all of the other sets.
SETS := core lab dev
$(SETS:%=$(VENV)/.%): $(VENV)/.%: requirements/%.txt | $(BIN)/python
	@echo "Installing requirements/$*.txt"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $<
	@touch $@

$(SETS:%=$(VENV)/.native-%): $(VENV)/.native-%: $(RUST) pyproject.toml tools/install-native $(wildcard widgets/install-data/data/etc/jupyter/*/*) | $(VENV)/.%
	@./tools/need cc
	@./tools/need cargo $(RUST_VERSION)
	@echo "Building the native core (a minute or two)"
	@./tools/install-native $(BIN)
	@touch $@

setup: $(VENV)/.dev $(VENV)/.native-dev  ## make .venv with all that development needs, and build the native core

# The demo and the lab need less than development does; where its packages are, they use those.
DEMO_SET := $(if $(wildcard $(VENV)/.dev),dev,core)
LAB_SET := $(if $(wildcard $(VENV)/.dev),dev,lab)

demo: $(VENV)/.$(DEMO_SET) $(VENV)/.native-$(DEMO_SET)  ## two strategies on real data, with a report of each
	@$(BIN)/python -m rustybt demo

lab: $(VENV)/.$(LAB_SET) $(VENV)/.native-$(LAB_SET)  ## JupyterLab on the first notebook (LAB_FLAGS=--no-browser on a server)
	@$(BIN)/jupyter trust $(NOTEBOOKS)/*.ipynb
	@$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_FLAGS) $(FIRST_NOTEBOOK)

bench: setup  ## the benchmark workloads beside zipline (PEERS=zipline|all, RUNS=5)
	@$(BIN)/python -m tests.benchmarks

bench-live: setup  ## latency and load of the live engine
	@$(BIN)/python -m tests.benchmarks.live

bench-research: setup  ## sweeps of a strategy's parameters beside other engines (PEERS=vectorbt,backtesting|all RUNS=5)
	@PEERS="$(PEERS)" RUNS=$(or $(RUNS),5) $(BIN)/python -m tests.benchmarks.research

gate-test: setup  ## what the promotion gate makes of noise and of a planted edge (REPEATS=100)
	@$(BIN)/python -m tests.optimization.gate_calibration $(or $(REPEATS),100)

sweep-test: setup  ## kill -9 of workers and drivers of a sweep, held to one that nobody disturbed (TRIALS=2000, KILLS=60)
	@$(BIN)/python -m tests.optimization.sweep_survival $(or $(TRIALS),2000) $(or $(KILLS),60)

kill-test: setup  ## kill -9 of a real engine at random moments, on paper and on an exchange in another process (ROUNDS=60, SEED=0)
	@$(BIN)/python -m tests.live.kill_rounds $(or $(ROUNDS),60) $(or $(SEED),0)

SEEDS := 2000
simulate: setup  ## the live engine against a faulty exchange (SEEDS=2000, FIRST=0, DESIGN=a broken one, or all of them)
	@$(BIN)/python -m tests.simulation.campaign --seeds $(SEEDS) --first $(or $(FIRST),0) $(if $(DESIGN),--design $(DESIGN))

halt-test: setup  ## presses of HALT in JupyterLab while cells block the kernel, with their times (PRESSES=20)
	@$(BIN)/python -m tests.browser.halt_presses $(or $(PRESSES),20)

# The bundles are kept in the repository: only who changes widgets/ needs node.
NODE_VERSION := 20
NPM := npm --prefix widgets --no-audit --no-fund --no-update-notifier --loglevel=error
widgets/node_modules/.installed: widgets/package.json
	@$(NPM) install --no-package-lock >/dev/null
	@touch $@

widgets:  ## check, build and test the widgets (needs node)
	@./tools/need node $(NODE_VERSION)
	@$(MAKE) --no-print-directory widgets/node_modules/.installed
	@for task in check build test; do $(NPM) run --silent $$task || exit 1; done

test-widgets:
	@if ! ./tools/need node $(NODE_VERSION); then echo "The widgets' sources were not tested; their bundles are used as they are."; \
	elif ! $(MAKE) --no-print-directory widgets/node_modules/.installed; then echo "npm could not install what tests the widgets' sources: they were not tested."; \
	else $(NPM) run --silent check && $(NPM) run --silent test; fi

lint: setup  ## format, lint, types, layers
	$(BIN)/ruff format --check $(PYTHON_CODE)
	$(BIN)/ruff check $(PYTHON_CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	cd rust && $(CARGO) fmt --all --check
	@if $(CARGO) clippy --version >/dev/null 2>&1; then \
	    echo "cd rust && $(CARGO) clippy"; cd rust && $(CARGO) clippy --workspace --all-targets --quiet -- -D warnings; \
	else echo "clippy was not found and not run: 'rustup component add clippy', or 'apt install rust-clippy'"; fi

# The glue crate has no tests of its own, and would have to be linked to a libpython that need not be there.
test-rust: setup
	@./tools/need cargo $(RUST_VERSION_OF_TESTS)
	cd rust && $(CARGO) test --workspace --exclude rustybt-native --quiet

test-python: setup
	COVERAGE_CORE=sysmon $(BIN)/python -m pytest -q -n 2 --dist loadfile --durations 10 -rsx --cov --cov-report=term:skip-covered --cov-fail-under=90

# Each in a home of its own, since a catalog counts all trials that were ever made on it.
test-notebooks: setup
	@for notebook in $(NOTEBOOKS)/*.ipynb; do \
		echo "$$notebook"; \
		RUSTYBT_PROGRESS=0 RUSTYBT_DATA_DIR=$$(mktemp -d) RUSTYBT_LIVE_DIR=$$(mktemp -d) \
			$(BIN)/python -m pytest -q -p no:xdist --nbval --nbval-sanitize-with $(NOTEBOOKS)/sanitize.cfg "$$notebook" || exit 1; \
	done

test: lint test-rust test-widgets test-python test-notebooks  ## everything CI runs

format: setup  ## put the code in its one format
	$(BIN)/ruff format $(PYTHON_CODE)
	$(BIN)/ruff check --fix $(PYTHON_CODE)
	cd rust && $(CARGO) fmt --all

notebooks: setup  ## run the notebooks anew and store their outputs
	@$(BIN)/python tools/store-notebooks

lock:  ## write requirements/*.txt anew from pyproject.toml (needs uv)
	@./tools/need uv
	./tools/lock

clean:  ## remove all that was made: .venv, builds, caches
	rm -rf $(VENV) rust/target rustybt/_native*.so .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage rustybt-demo widgets/node_modules
	find rustybt tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup demo lab bench bench-live bench-research sweep-test gate-test simulate kill-test halt-test widgets lint test-rust test-widgets test-python test-notebooks test format notebooks lock clean
