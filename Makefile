.DEFAULT_GOAL := help
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
VENV := .venv/bin

.PHONY: help setup run test coverage test-browser test-vendors lint format demo bench pins

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: ## install everything the product and its tests need into .venv
	@$(PYTHON) bootstrap.py --embedded --dev

run: ## set up and run all of it; without TELEGRAM_TOKEN talk to it in the sandbox
	@$(PYTHON) bootstrap.py --embedded
	exec $(VENV)/python manage.py runstack

test: setup ## run all tests that need Python alone
	@$(VENV)/python -m pytest

coverage: setup ## run them with branch coverage, which takes half as long again
	@$(VENV)/python -m coverage erase
	$(VENV)/python -m coverage run -m pytest
	$(VENV)/python -m coverage combine -q
	$(VENV)/python -m coverage report --skip-covered

test-browser: setup ## look at the chat page in a real Chromium
	@bash tests/browser/install.sh
	$(VENV)/python -m pytest -m browser --no-header tests/browser

test-vendors: setup ## ask the AI vendors of a mock server that is not ours; needs Node
	@bash tests/vendors/install.sh
	$(VENV)/python -m pytest -m vendors --no-header tests/vendors

lint: setup ## style, types, borders between the rooms, migrations
	@$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy .
	$(VENV)/lint-imports --no-logo
	$(VENV)/python manage.py makemigrations --check --dry-run
	LOG_LEVEL=WARNING DJANGO_SETTINGS_MODULE=tests.lint_settings $(VENV)/python manage.py lintmigrations --no-cache --sql-analyser postgresql

format: setup ## put the code into its shape
	@$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

demo: ## fill this installation with synthetic people and two weeks of talks
	@$(PYTHON) bootstrap.py --embedded
	$(VENV)/python manage.py demo

bench: setup ## measure what matters, as ratios within one run
	@test -x .venv-bench/bin/python || $(VENV)/uv venv -q --python $(VENV)/python .venv-bench
	$(VENV)/uv pip sync -q --python .venv-bench/bin/python requirements-bench.txt
	missed=0
	$(VENV)/python -m benchmarks.portrait || missed=1
	$(VENV)/python -m benchmarks.mind || missed=1
	$(VENV)/python -m benchmarks.local_analyser || missed=1
	$(VENV)/python -m benchmarks.choosing || missed=1
	$(VENV)/python -m benchmarks.backbone || missed=1
	$(VENV)/python -m benchmarks || missed=1
	exit $$missed

pins: setup ## compile every requirements*.in into pins
	@for name in requirements requirements-dev requirements-bench; do
		$(VENV)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header $$name.in -o $$name.txt
	done
