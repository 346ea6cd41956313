# Everything a contributor runs. Only make and Python 3.11 or newer need to be there before:
# the first target that needs more puts it into .venv, .tools or tests/tools/node_modules.

PYTHONS := 3.11 3.12 3.13
UV := 0.13.9

RUNTIME := .venv/.runtime
PIPER := .venv/.piper
TESTING := .venv/.testing
BENCHING := .venv/.benching
NODE_MODULES := tests/tools/node_modules/.installed

BIN := .venv/bin
INSTALL := -m pip install --disable-pip-version-check --quiet
PROGRAMS := $(BIN)/python -m tests.tools.programs
# A process for each core but no more than four, each with whole files of tests, in the order of tests/conftest.py.
TOGETHER := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# The tests that try random books and charts.
RANDOM := tests/reader/test_words.py tests/charts/test_properties.py tests/speech/test_script_complete.py
LOCK := .tools/uv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml

# The interpreters to try: the one that was asked for, or else the usual one and then the newest.
NEWEST := python3.13 python3.12 python3.11
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3 $(NEWEST) $(NEWEST:python%=$$(pyenv root 2>/dev/null)/versions/%.*/bin/python))

# $(call first_python,CANDIDATES,CONDITION): prints the first that runs (a shim may not) and meets the condition.
first_python = for python in $1; do \
    "$$python" -c 'import sys; sys.exit(not ($2))' >/dev/null 2>&1 && { echo "$$python"; break; }; \
  done
# $(call make_venv,PYTHON,FOLDER): makes a virtual environment with pip, or says what is missing.
make_venv = "$1" -c 'import ensurepip, venv' 2>/dev/null \
    || { echo "$1 has no venv module: install your system's package for it (Debian and Ubuntu: python3-venv)." >&2; exit 1; }; \
  rm -rf $2 && "$1" -m venv $2

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help all epub audio readalong web site feed serve check test test-full lint format bench lock clean browser listener \
  speakers $(PYTHONS:%=test-%)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

# ------------------------------------------------------------------ the book

# Built anew when a checksum of what goes in is not that of last time; dates say nothing after a clone.
epub: $(RUNTIME) ## build the e-book from manuscript/ into output/epub/
	@mkdir -p .tools
	@find manuscript pipeline requirements.lock -type f ! -path '*/__pycache__/*' -exec cksum {} + \
	  | LC_ALL=C sort > .tools/epub-inputs.now
	@if cmp -s .tools/epub-inputs.now .tools/epub-inputs && ls output/epub/*.epub >/dev/null 2>&1; then \
	  echo "output/epub is up to date"; \
	else \
	  rm -f .tools/epub-inputs; \
	  $(BIN)/vorlesen build manuscript --only epub -o output && mv .tools/epub-inputs.now .tools/epub-inputs; \
	fi

# What is spoken is kept, so that only what changed is spoken anew. ENGINE=gtts asks Google, ENGINE=piper your own voice.
audio: $(RUNTIME) $(if $(filter piper,$(ENGINE)),$(PIPER)) ## read the book aloud into output/audio/ (ENGINE=espeak|gtts|piper VOICE=file.onnx)
	@$(BIN)/vorlesen build manuscript --only audio -o output $(if $(ENGINE),--engine $(ENGINE)) $(if $(VOICE),--piper-voice "$(VOICE)")

readalong: $(RUNTIME) ## build the e-book with narration into output/epub/
	@$(BIN)/vorlesen build manuscript --only readalong -o output

web: $(RUNTIME) ## build the pages to read along, with all that they link to, into output/web/
	@$(BIN)/vorlesen build manuscript --only web -o output

site: $(RUNTIME) ## build the pages and a podcast around them, ready for any server, into output/site/
	@$(BIN)/vorlesen build manuscript --only site -o output

feed: site ## the same: a feed whose links lead nowhere would be none

serve: $(RUNTIME) $(if $(filter piper,$(ENGINE)),$(PIPER)) ## show the pages in a browser while you write, until Ctrl-C (PORT=8000)
	@$(BIN)/vorlesen serve manuscript $(if $(PORT),--port $(PORT)) $(if $(ENGINE),--engine $(ENGINE)) $(if $(VOICE),--piper-voice "$(VOICE)")

all: $(RUNTIME) ## all of them
	@$(BIN)/vorlesen build manuscript -o output

check: $(RUNTIME) ## look for mistakes in manuscript/ and build nothing
	@$(BIN)/vorlesen check manuscript

# ------------------------------------------------------------------ the tests

test: lint $(NODE_MODULES) browser listener ## lint, then run the tests, the validators of the e-book included
	@$(BIN)/python -m pytest $(TOGETHER) -m "not slow"

test-full: test $(PYTHONS:%=test-%) ## test, then the slow ones, more random books, and all but the validators on every Python
	@$(BIN)/python -m pytest $(TOGETHER) -m slow
	@THOROUGH=1 $(BIN)/python -m pytest $(RANDOM)

$(PYTHONS:%=test-%): test-%: .tools/python%/.installed
	@echo "Python $*"
	@.tools/python$*/bin/python -m pytest $(TOGETHER) -m "not validators and not slow" -o cache_dir=.tools/python$*/.pytest_cache

lint: $(TESTING) ## check style, types and which way imports point
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo --no-cache) || { echo "$$report"; exit 1; }

format: $(TESTING) ## rewrite the code in the project's style
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

bench: $(BENCHING) speakers ## measure building and serving, side by side with pandoc, espeak-ng and lame; a quarter of an hour
	@$(BIN)/python -m tests.bench --long

# ------------------------------------------------------------------ what they need

$(RUNTIME): requirements.lock pyproject.toml
	@rm -f $@
	@$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  python=$$($(call first_python,$(CANDIDATES),sys.version_info >= (3, 11))); \
	  test -n "$$python" || { echo "Python 3.11 or newer is needed; if it is not on the PATH, say where: make PYTHON=/path/to/python3" >&2; exit 1; }; \
	  $(call make_venv,$$python,.venv); }
	@echo "Installing what requirements.lock names into .venv"
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements.lock
	@$(BIN)/python $(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

$(PIPER): requirements-piper.lock $(RUNTIME)
	@rm -f $@
	@echo "Installing Piper into .venv"
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements-piper.lock
	@touch $@

$(TESTING): requirements-test.lock $(RUNTIME)
	@rm -f $@
	@mkdir -p .tools
	@echo "Installing the test tools into .venv: a minute or two, once"
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

$(BENCHING): requirements-bench.lock $(TESTING)
	@rm -f $@
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements-bench.lock
	@touch $@

$(NODE_MODULES): tests/tools/package-lock.json tests/tools/package.json $(TESTING)
	@rm -f $@
	@echo "Installing Ace, axe-core and TypeScript into tests/tools/node_modules"
	@PUPPETEER_SKIP_DOWNLOAD=1 $(PROGRAMS) npm --prefix tests/tools ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

# A browser is the one thing that no Python package holds. Root on Debian gets it here; others are told its name.
browser: $(TESTING)
	@$(PROGRAMS) chromium --version >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium"; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
	      chromium fonts-dejavu-core >/dev/null; \
	  fi; \
	  $(PROGRAMS) chromium --version; }

# A podcast client that subscribes to what is served. Root on Debian gets it here; others are told its name.
listener:
	@command -v newsboat >/dev/null && command -v podboat >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing newsboat"; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
	      newsboat >/dev/null; \
	  fi; \
	  command -v newsboat >/dev/null && command -v podboat >/dev/null \
	    || { echo "newsboat and podboat are needed: install your system's package newsboat." >&2; exit 1; }; }

# What reading aloud is measured beside. Root on Debian gets it here; others are told its name.
speakers:
	@command -v espeak-ng >/dev/null && command -v lame >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing espeak-ng and lame"; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
	      espeak-ng lame >/dev/null; \
	  fi; \
	  command -v espeak-ng >/dev/null && command -v lame >/dev/null \
	    || { echo "espeak-ng and lame are needed: install your system's packages of these names." >&2; exit 1; }; }

.tools/python%/.installed: requirements-test.lock pyproject.toml
	@rm -f $@
	@mkdir -p .tools
	@python=$$($(call first_python,python$* $$(pyenv root 2>/dev/null)/versions/$*.*/bin/python,sys.version.startswith("$*."))); \
	test -n "$$python" || { echo "Python $* is needed for test-full, on the PATH or in pyenv: pyenv install $*" >&2; exit 1; }; \
	$(call make_venv,$$python,.tools/python$*)
	@echo "Installing the test tools for Python $* into .tools"
	@.tools/python$*/bin/python $(INSTALL) --require-hashes -r requirements-test.lock
	@.tools/python$*/bin/python $(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

# npm copies the addresses of sponsors; a lock holds names, versions and hashes alone.
define STRIP_FUNDING
import json, pathlib, sys
path = pathlib.Path(sys.argv[1])
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2) + "\n")
endef
export STRIP_FUNDING

.tools/uv/.installed: $(RUNTIME) Makefile
	@rm -f $@
	@mkdir -p .tools
	@$(BIN)/python -m venv .tools/uv
	@.tools/uv/bin/python $(INSTALL) uv==$(UV)
	@touch $@

lock: .tools/uv/.installed $(TESTING) ## remake the lock files with the newest versions that are allowed
	@$(LOCK) --group build --group test --group bench --output-file requirements-bench.lock
	@$(LOCK) --constraint requirements-bench.lock --group build --group test \
	  --output-file requirements-test.lock
	@$(LOCK) --constraint requirements-bench.lock --group build --extra piper --output-file requirements-piper.lock
	@$(LOCK) --constraint requirements-bench.lock --group build --output-file requirements.lock
	@$(PROGRAMS) npm --prefix tests/tools install --package-lock-only --loglevel=error >/dev/null
	@$(BIN)/python -c "$$STRIP_FUNDING" tests/tools/package-lock.json

clean: ## delete everything that was built or installed here
	@rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
	@rm -rf tests/tools/node_modules
	@find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@find output -mindepth 1 ! -name .gitkeep -delete
