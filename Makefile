# One entry for everything; `make` alone says what there is. The work is done by the package in stack/.
PYTHON ?= python3
PORT ?= 8000
export PORT

STACK = .venv/bin/python -m stack
UV_LOCK = .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help run demo test acceptance chaos screenshots mutants lint format lock clean environment tools

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r goal text; do printf '%-18s %s\n' "$$goal" "$$text"; done

run: environment ## Start the front door on http://127.0.0.1:8000 (PORT=8001 for another port); Ctrl-C stops it
	@exec $(STACK) run --with-parent

demo: environment ## Make the demo afresh: everything recorded in it goes
	@$(STACK) manage demo

test: tools ## Run every test
	@$(STACK) pytest -n 2 --dist loadgroup tests

acceptance: tools ## Run the scenarios; FEATURES=folder runs those of another folder
	@FEATURES="$(FEATURES)" $(STACK) pytest tests/acceptance

chaos: tools ## Run the kills, races and outages at full volume
	@CHAOS_SCALE=full $(STACK) pytest tests/resilience

screenshots: tools ## Take the README's pictures anew, from a fresh demo
	@.venv/bin/python -m tests.journeys.screenshots

mutants: tools ## Take the rules away one by one, and see that a test notices each
	@.venv/bin/python -m tests.mutants

lint: tools ## Check style, format and floors
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports

format: tools ## Put style and format right where that can be done
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

lock: tools ## Lock the newest versions that requirements*.in allow (make lock UPGRADE=--upgrade)
	@$(UV_LOCK) $(UPGRADE) -o requirements.txt requirements.in
	@$(UV_LOCK) $(UPGRADE) -o requirements-dev.txt requirements-dev.in

clean: ## Remove all that was made here: environment, built files, logs, and the database
	@$(PYTHON) -m stack.clean

environment:
	@$(PYTHON) stack/bootstrap.py

tools:
	@$(PYTHON) stack/bootstrap.py --dev
