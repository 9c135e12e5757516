# What a person types. Each verb sets up what it needs first; a set-up that is up to date costs a fraction of a second.
.PHONY: help run test test-browser check train setup setup-dev clean

SHELL := /bin/sh
APP := .venv/bin

help: ## What can be typed
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 16

run: setup ## Set everything up, start it, print the addresses; Ctrl-C stops it
	@exec $(APP)/frontdesk up

test: setup-dev train-if-stale ## Every test that this machine can run (those in Chromium only where it is installed)
	cd bot && .venv/bin/python -m pytest
	$(APP)/python -m pytest -n 2 --dist loadfile -m "not conversation and not browser"
	$(APP)/python -m pytest -m "conversation or browser"

test-browser: setup-dev train-if-stale ## Install Chromium from the system's packages and run the tests that need it
	@scripts/chromium.sh
	$(APP)/python -m pytest -m browser

check: static test ## Format, lint, types, import contracts, Rasa's data, then every test

.PHONY: static
static: setup-dev ## All of `make check` but the tests
	$(APP)/ruff format --check .
	$(APP)/ruff check .
	$(APP)/mypy
	cd bot && .venv/bin/mypy
	$(APP)/lint-imports
	@scripts/validate.sh

train: setup ## Train the language model where it is missing, stale or damaged
	@$(APP)/frontdesk train

.PHONY: train-if-stale
train-if-stale: setup-dev
	@$(APP)/frontdesk train

setup: ## Both environments, as locked
	@scripts/setup.sh

setup-dev: ## Both environments and the tools for `make check` and `make test`
	@scripts/setup.sh --dev

clean: ## Remove the environments and caches; the data folder (var/) stays
	rm -rf .venv .uv bot/.venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache bot/.mypy_cache bot/.pytest_cache .rasa
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
