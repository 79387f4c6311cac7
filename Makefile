# dateline. `make demo` sets up and shows the whole flow; `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_ENV := $(VENV)/.run-installed
CHECK_ENV := $(VENV)/.check-installed

.DEFAULT_GOAL := help
.PHONY: help demo test check format docs bench bench-publish clean

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(RUN_ENV) ## Set up, extract the sample articles, release, show, and serve until Ctrl-C
	@$(BIN)/dateline demo

test: check ## Set up and run every check and test
	$(BIN)/python -m pytest -n 2

check: $(CHECK_ENV) ## Lint, types and architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(CHECK_ENV) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(RUN_ENV) ## Regenerate the generated pages of docs/
	$(BIN)/python -m api.docs docs

bench: $(CHECK_ENV) ## Score the gold and time the parts (needs ../shared)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m bench

bench-publish: $(CHECK_ENV) ## Time the server beside its peers, attack its SQL, count the bytes readers move
	$(BIN)/python -m bench.publish
	DATELINE_READ_PER_MINUTE=0 DATELINE_LOG=off $(BIN)/python -m bench.sql_attacks
	$(BIN)/python -m bench.bytes_moved

clean: ## Remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(RUN_ENV): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(CHECK_ENV): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable . --group check
	@touch $@ $(RUN_ENV)
