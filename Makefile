# Two commands matter: `make site` builds the site, `make test` runs every test. Each installs what it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve check test lint format bench wheel mutants lock clean

site: $(VENV)/run.stamp            ## check the evidence, build the site, publish it to site/
	@$(BIN)/evidence build

serve: $(VENV)/run.stamp           ## the same, then serve on loopback and rebuild on change
	@$(BIN)/evidence serve

check: $(VENV)/run.stamp           ## every finding in the evidence files
	@$(BIN)/evidence check

test: $(VENV)/test.stamp           ## every test, a real browser included
	@$(BIN)/python tests/browser.py
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/test.stamp           ## the linters and types alone
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(VENV)/test.stamp
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(VENV)/run.stamp           ## how fast the numeric core is, in figures
	@$(BIN)/python tests/benchmarks/pooling.py

wheel: $(VENV)/run.stamp           ## the generator as one file in dist/, which builds a project anywhere
	@rm -rf build dist
	@$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -w dist .
	@rm -rf build
	@echo "Install it beside the locked requirements: pip install --no-deps --require-hashes -r requirements.txt && pip install --no-deps dist/*.whl"

mutants: $(VENV)/test.stamp        ## how many small changes of the code a test notices (hours)
	@$(BIN)/python tests/mutants.py

lock:                              ## renew requirements*.txt from requirements*.in (needs uv)
	uv pip compile --quiet --generate-hashes --python-version 3.11 --universal --no-header --no-emit-index-url --no-annotate requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --python-version 3.11 --universal --no-header --no-emit-index-url --no-annotate requirements-test.in -o requirements-test.txt

clean:                             ## remove the environment and everything generated
	rm -rf $(VENV) site .evidence build dist .pytest_cache .mypy_cache .ruff_cache

$(VENV)/run.stamp: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "This needs Python 3.11 or newer; %s is %s. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" % (sys.executable, sys.version.split()[0]))'
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.txt tests/client/package-lock.json
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.txt
	@$(BIN)/python tests/client/install.py
	@touch $@
