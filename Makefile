# Vejviser's chores. They work from any folder: make -C FOLDER demo, make -f FOLDER/Makefile demo.
# Nothing but make and (Debian's or Ubuntu's) Python 3.11 or newer is needed.

PYTHON ?= python3
HOUSE := $(shell dirname "$(strip $(MAKEFILE_LIST))")
CHORES := setup demo test check bench crash pictures
BENCHES := slack start import_offers questions manners fuzz scale acute privacy soft_check deliveries paper
SENSES := bot/domain/questions/compiled/senses.npz
WEIGHTS := bot/domain/soft_check/compiled/weights.npz
COMPILED := $(SENSES) $(WEIGHTS)
PIP := .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check

.PHONY: help $(CHORES)
help:
	@echo "make setup   put Vejviser and what it needs in .venv"
	@echo "make demo    try it in the browser, with Copenhagen's offers (ARGS='--port 8081')"
	@echo "make test    run the tests (ARGS='-k slack')"
	@echo "make check   look for mistakes: ruff, mypy, import-linter"
	@echo "make bench   measure: $(BENCHES)"
	@echo "make crash   kill the server 200 times while it sends: nothing lost, nothing twice (ARGS=--short)"
	@echo "make pictures   take the docs' pictures again (the rest: var/pictures)"

ifneq ($(HOUSE),.)

$(CHORES):
	@$(MAKE) --no-print-directory -C "$(HOUSE)" $@

else

setup: $(COMPILED)
	@echo "Vejviser is set up. Try it: make demo"

demo: $(COMPILED)
	@exec .venv/bin/vejviser demo $(ARGS)

test: .venv/dev.stamp $(COMPILED)
	@sh requirements/system.sh tests
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/python -m pytest -n 3 --dist worksteal $(ARGS)

check: .venv/dev.stamp
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

bench: .venv/dev.stamp $(COMPILED)
	@for name in $(BENCHES); do echo "== $$name"; .venv/bin/python -m bench.$$name || exit 1; done

crash: .venv/dev.stamp $(COMPILED)
	@.venv/bin/python -m tests.crash $(ARGS)

pictures: .venv/dev.stamp $(COMPILED)
	@.venv/bin/python -m docs.pictures

.venv/core.stamp: requirements/core.txt pyproject.toml
	@echo "Fetching packages into .venv …"
	@.venv/bin/python -c 'import pip, ssl' 2>/dev/null || \
		{ PYTHON="$(PYTHON)" sh requirements/system.sh python && "$(PYTHON)" -m venv --clear .venv; }
	@$(PIP) --require-hashes --requirement requirements/core.txt
	@PYTHONWARNINGS=ignore $(PIP) --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(SENSES): .venv/core.stamp data/danish.toml $(wildcard data/concepts/*.toml data/asides/*.txt bot/domain/questions/*.py)
	@.venv/bin/python -c 'from bot.domain.questions.lexicon import compile_senses; compile_senses()'

$(WEIGHTS): .venv/core.stamp $(wildcard data/concepts/*.toml data/soft_*.toml data/soft_sentences/* data/*.txt bot/domain/soft_check/*.py)
	@.venv/bin/python -c 'from bot.domain.soft_check.weighing import compile_weights; compile_weights()'

.venv/dev.stamp: requirements/dev.txt .venv/core.stamp
	@echo "Fetching the developers' packages into .venv …"
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@touch $@

endif
