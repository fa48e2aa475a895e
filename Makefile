# make serve · make check · make test · make test-js · make bench · make lock · make clean
# tools/toolchain.py sets up what each of them needs, once; nothing else has to be installed first.

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
VENV_PYTHON := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1  # we know: pyproject.toml says mkdocs<2

export PATH := $(CURDIR)/.venv/bin:$(PATH)

# What make check leaves to make test, by marker (tests/helpers/needs.py); and properties, with more examples.
REST := site or chromium or others or heavy or property

.PHONY: serve build check test test-js bench lock clean
.NOTPARALLEL:

serve: build
	@$(VENV_PYTHON) -m builder.publish preview --port $(PORT) site

build: tools-site
	@echo "Building the pages"
	@$(VENV_PYTHON) -m mkdocs build --strict
	@$(VENV_PYTHON) -m builder.publish finish site

# Linters, types and the tests that need neither browser nor built site, in half a minute: tools/check.py.
# ARGS names some of its steps: make check ARGS="ruff mypy"
check: tools-check
	@$(VENV_PYTHON) -m tools.check $(ARGS)

# The browser modules' unit tests, in jsdom.
test-js: tools-check
	@$(VENV_PYTHON) -m tools.check test-js

# make check first, then the tests that it leaves out. With ARGS, only the tests that they choose:
# make test ARGS="tests/build/site/test_policy.py -k nginx"
ifeq ($(ARGS),)
test: check tools-test
	@$(VENV_PYTHON) -m pytest -n 4 --dist worksteal -m "$(REST)"
else
test: tools-test
	@$(VENV_PYTHON) -m pytest -n 4 --dist worksteal $(ARGS)
endif

bench: tools-test
	@$(VENV_PYTHON) -m bench $(ARGS)

lock: tools-lock
	@$(VENV_PYTHON) -m tools.lock_versions

# What was built. The tools lie in .venv and node_modules; remove those two folders to start from nothing.
clean:
	rm -rf site .cache .pytest_cache .hypothesis

.PHONY: tools-site tools-check tools-test tools-lock
tools-site tools-check tools-test tools-lock:
	@python='$(PYTHON)'; if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi; \
	"$$python" tools/toolchain.py $(@:tools-%=%)
