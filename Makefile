# Two commands do everything: `make sandbox` and `make test`. Both build the virtual environment themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
BENCH := $(VENV)/.bench
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help sandbox run test slow bench check classify lock browser crash simulate mutants format clean

help:  ## say what can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

sandbox: $(RUN)  ## the whole product on local stand-ins, in a browser (ARGS="--fresh" forgets)
	$(BIN)/python -m sandbox $(ARGS)

run: $(RUN)  ## the real application, with the settings of your environment
	$(BIN)/python -m bot serve

test: $(DEV)  ## the everyday suite, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -q -n 4 --dist loadgroup -m "not whole and not browser and not crash and not simulation and not slow" $(ARGS)

browser: $(DEV)  ## the story in Chromium
	$(BIN)/python -m pytest -q -n 2 -m browser tests/browser tests/sandbox/page $(ARGS)

crash: $(DEV)  ## kill real workers at every boundary, or at random (SEEDS=1000)
ifdef SEEDS
	$(BIN)/python -m tests.crash.chance --seeds $(SEEDS) --on sqlite $(ARGS)
	$(BIN)/python -m tests.crash.chance --seeds $(SEEDS) --on postgresql $(ARGS)
else
	$(BIN)/python -m pytest -q -n 4 -m crash tests/crash $(ARGS)
endif

simulate: $(DEV)  ## live whole worlds under a seed (SEEDS=1000 many, SEED=123 one again, BIG=1 ninety days)
	$(BIN)/python -m tests.simulation $(if $(BIG),--big,$(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),200)))

mutants: $(DEV)  ## take each guard of the round away and see that the simulation misses it (MUTANT=lease one)
	$(BIN)/python -m tests.simulation --mutant $(or $(MUTANT),all) --seeds $(or $(SEEDS),1000)

slow: $(DEV)  ## the tests that take longer than ten seconds each, and the worlds of CI
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "slow or simulation" tests/simulation tests/storage tests/bot/workers $(ARGS)

classify: $(DEV)  ## what the classifier takes mail for, beside what it is (samples: OVERTURE_MAIL_SAMPLES)
	$(BIN)/python -m tests.classifying

bench: $(BENCH)  ## how fast it is beside the machine and beside others; rewrites docs/performance.md
	$(BIN)/python -m tests.benchmarks $(ARGS)

check: $(BENCH)  ## format, lint, types, imports, size budget, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 4 --dist loadgroup -m "not browser and not crash and not simulation and not slow" $(ARGS)

format: $(DEV)  ## mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(DEV)  ## resolve the requirements of pyproject.toml anew
	$(BIN)/pip-compile -q --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras pyproject.toml -o requirements.lock
	$(BIN)/pip-compile -q --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/pip-compile -q --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

clean:  ## forget the environment and the sandbox
	rm -rf $(VENV) .sandbox

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUN): $(BIN)/python requirements.lock
	$(PIP) -r requirements.lock
	@touch $(RUN)

$(DEV): $(RUN) requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	@touch $(DEV)

$(BENCH): $(DEV) requirements-bench.lock
	$(PIP) -r requirements-bench.lock
	@touch $(BENCH)
