# Two commands matter: `make demo` and `make test`. Everything they need, they prepare themselves.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard regs_portal/locale/*/LC_MESSAGES/*.po))

.PHONY: help setup demo stop test lint bench messages requirements clean

help:
	@echo "make demo          start the portal with a demonstration company"
	@echo "make stop          stop it; its data stay"
	@echo "make test          lint and run every test"
	@echo "make lint          check style, types, imports, templates and migrations"
	@echo "make bench         measure the portal against its limits"
	@echo "make messages      collect new texts for translation"
	@echo "make requirements  compile requirements*.txt from pyproject.toml"

setup: $(VENV)/.demo-installed $(CATALOGUES)

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The portal needs Python 3.11 or later; this is $$($(PYTHON) --version 2>&1). Say which one to use: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo-packages: deploy/system-packages | $(RUN)
	deploy/system-packages demo
	@touch $@

$(VENV)/.dev-packages: deploy/system-packages | $(RUN)
	deploy/system-packages dev
	@touch $@

$(VENV)/.demo-installed: requirements-demo.txt $(VENV)/.demo-packages | $(RUN)
	$(PIP) install --quiet --require-hashes -r requirements-demo.txt
	@touch $@

$(VENV)/.dev-installed: requirements-dev.txt $(VENV)/.dev-packages | $(RUN)
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.demo-installed

%.mo: %.po | $(VENV)/.demo-installed
	$(RUN) -m babel.messages.frontend compile --input-file $< --output-file $@

demo: setup
	@REGS_PORTAL_MODE=demo $(RUN) manage.py demo

stop:
	@if [ -x $(RUN) ]; then $(RUN) -m regs_portal.demo.supervising; else echo "Nothing is running."; fi

lint: $(VENV)/.dev-installed $(CATALOGUES)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m djlint --quiet --lint templates
	$(VENV)/bin/lint-imports --no-logo
	REGS_PORTAL_MODE=test $(RUN) manage.py makemigrations --check --dry-run
	$(RUN) -m regs_portal.catalogues check

test: lint
	$(RUN) -m pytest -n 2 --dist loadgroup --quiet

bench: $(VENV)/.dev-installed $(CATALOGUES)
	REGS_PORTAL_MODE=test $(RUN) -m tests.benchmarks

messages: $(VENV)/.dev-installed
	$(RUN) -m regs_portal.catalogues update

COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(RUN) -m piptools compile --quiet --generate-hashes --allow-unsafe \
  --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links pyproject.toml

requirements: | $(VENV)/.dev-installed
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra demo --constraint requirements.txt --output-file requirements-demo.txt
	$(COMPILE) --extra demo --extra dev --constraint requirements-demo.txt --output-file requirements-dev.txt

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis $(CATALOGUES)
