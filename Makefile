# MAPPA_VENV chooses where the environment is (.venv), MAPPA_DATA where the demonstration keeps its data (.data).
VENV := $(or $(MAPPA_VENV),.venv)
DATA := $(or $(MAPPA_DATA),.data)
.DEFAULT_GOAL := help
.PHONY: help run test check screenshots bench volume chaos reset lock clean prove

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## make the environment and serve the demonstration on 127.0.0.1:8000 (Ctrl-C stops it)
	@deploy/environment.sh runtime
	@exec $(VENV)/bin/mappa demo --data $(DATA)

test: ## make the environment, run every check and every test
	@deploy/check.sh

check: ## run every check and no test
	@deploy/check.sh gates

screenshots: ## photograph the pages of a fresh demonstration into docs/screenshots
	@deploy/environment.sh test
	@$(VENV)/bin/python -m tests.browser.screenshots

bench: ## measure the gateway beside its peers, for hours (QUICK=1: for minutes; BENCH=--help: every option)
	@tests/benchmark/bench.sh $(if $(QUICK),--quick) $(if $(CASES),--cases $(CASES)) $(BENCH)

volume: ## measure the access record at volume, for minutes (VOLUME=--help: every option)
	@$(VENV)/bin/python -m tests.benchmark.volume $(VOLUME)

chaos: ## kill gateway, sequencer and database under load (KILLS=200, MINUTES=20) and hold the log to every answer
	@$(VENV)/bin/python -m tests.chaos --kills $(or $(KILLS),200) --minutes $(or $(MINUTES),20) $(if $(SEED),--seed $(SEED))

prove: ## try for MINUTES (10 unless said) whether anything hidden shows in any answer, and say what was tried
	@deploy/environment.sh test
	@$(VENV)/bin/python -m tests.noninterference --minutes $(or $(MINUTES),10) $(if $(SEED),--seed $(SEED))

reset: ## stop a demonstration's database that was left running, and delete its data
	@deploy/reset.sh "$(DATA)"

lock: ## resolve the hashed locks anew (UPGRADE=1 takes the newest versions)
	@deploy/lock.sh

clean: ## delete the environment and everything that tools left; the demonstration's data stays
	if [ -f "$(VENV)/pyvenv.cfg" ]; then rm -rf -- "$(VENV)"; fi
	rm -rf gateway/web/built deploy/pages/node_modules tests/conformance/node_modules tests/browser/node_modules tests/benchmark/node_modules build *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
