# assistmed: every target says what it does in `make help`. Needs Go, git and make.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN      := $(CURDIR)/bin
SERVICES := eligibility contract payment
DOSSIER  ?=
SUPPLEMENTS ?=
LAW      ?=
N        ?= 1000000
SEED     ?=
SEEDS    ?= 10000
FROM     ?= 1
COMPOSE  := deploy/compose.sh
# The race detector needs a C compiler; without one the tests run all the same, and say so.
RACE     := $(shell command -v $${CC:-cc} >/dev/null 2>&1 && echo -race)

# Packages without a goroutine of their own: the race detector has nothing to find in them.
PURE     := ./demo ./internal/bank ./internal/csvfile ./internal/law ./internal/ledger ./internal/audit ./internal/population ./internal/sepa ./eligibility/internal/collective ./eligibility/internal/oracle ./contract/internal/contract ./payment/internal/payment

export PATH := $(BIN):$(PATH)

##@ The two commands
.PHONY: demo
demo: build ## Play every dossier through the three services (DOSSIER=path: one of your own)
	@$(BIN)/demo play -bin $(BIN) -deployment $(BIN)/deployment -closing $(BIN) $(DOSSIER)
	@echo "Déploiement : bin/deployment.svg et bin/deployment.csv ; relevé : bin/releve.html ; grand livre : bin/grand-livre.jsonl"

.PHONY: test
test: ## Run all tests with the race detector, save those of pure packages, which start no goroutine (and 200 lives of the money, 6 with it)
	@[ -n "$(RACE)" ] || echo "make test: no C compiler, so the race detector is OFF"
	@cd services && go test -count=1 $(PURE) && go test -count=1 ./contract/internal/server -run RandomCalls && go test -count=1 . -run ^TestSimulation -parallel 4 -simulate.seeds=200 && go test $(RACE) -count=1 $$(go list ./... | grep -vxF "$$(go list $(PURE))")

.PHONY: simulate
simulate: ## Play lives of the money, services and bank in bad weather, and reckon up each (SEEDS=, FROM=; one: SEED=)
	@go -C services test -count=1 -timeout 5h . -run ^TestSimulation -parallel 4 -simulate.seeds=$(SEEDS) -simulate.from=$(FROM) $(SEED:%=-simulate.seed=% -v)

.PHONY: law
law: ## Print the whole law, a Markdown page: certainty and source of every cell, what is not known (SUPPLEMENTS=folder, LAW=-en)
	@go -C services run ./lawpage $(if $(SUPPLEMENTS),-supplements $(abspath $(SUPPLEMENTS))) $(LAW)

.PHONY: oracle
oracle: ## Compare the engine with a second, naive reading of the law on a million applications (N=, SEED=)
	@go -C services test -count=1 -timeout 30m ./eligibility/internal/oracle -run RandomApplications -v -oracle.n=$(N) $(SEED:%=-oracle.seed=%)

.PHONY: bench
bench: ## Run the benchmarks: verdicts, explained decisions, populations over loopback, two texts compared, a register imported, the deployment, a national run, durable postings
	@go -C services test ./eligibility/internal/eligibility -run '^$$' -bench 'Verdict|Decide|Assess|Compare'
	@go -C services test ./internal/fleet -run '^$$' -bench 'Population|Start'
	@go -C services test ./contract/internal/server -run '^$$' -bench 'Import|Deployment'
	@go -C services test ./payment/internal/server -run '^$$' -bench 'NationalRun|Postings' -benchtime 1x -count 3

##@ Running it
.PHONY: run
run: build ## Run the three services in the foreground, data in ./var
	@$(BIN)/demo run -bin $(BIN) -dir $(CURDIR)/var

.PHONY: build
build: ## Build the services, the demo and the simulated bank into bin/
	@go -C services build -o $(BIN)/ $(SERVICES:%=./%) ./demo ./banksim ./audit

.PHONY: up
up: images ## Run the three services in docker compose (TRACE=1 adds a collector and Jaeger)
	@$(COMPOSE) up

.PHONY: down
down: ## Stop docker compose; the data stays in its volumes
	@$(COMPOSE) down

.PHONY: images
images: ## Build the static binaries that the images are made of
	@rm -rf $(BIN)/image && mkdir -p $(BIN)/image/data
	@CGO_ENABLED=0 GOOS=linux go -C services build -trimpath -ldflags='-s -w' -o $(BIN)/image/ $(SERVICES:%=./%)

.PHONY: compose-test
compose-test: build images ## Bring compose up, play, restart all in random order, play the rest, find every record
	@$(COMPOSE) answers || { echo "make compose-test: SKIPPED, no Docker engine with compose answers"; exit 0; }; \
	  go -C services test -tags compose -count=1 -v ./composetest

.PHONY: python-example
python-example: build ## Run the Python client against the running services (python3-grpcio)
	@$(BIN)/demo with -bin $(BIN) -- /usr/bin/python3 deploy/examples/python/simulate.py

##@ Checking and generating
.PHONY: check
check: tools ## Format, lint, breaking, generated code is current, golangci-lint, tidy
	@buf format --diff --exit-code || { echo "fix with: make format"; exit 1; }
	@buf lint
	@buf breaking --against proto/baseline.txtpb
	@cmp -s <(buf build --exclude-source-info -o -) <(buf build proto/baseline.txtpb -o -) || { echo "proto/baseline.txtpb is not current, fix with: make baseline"; exit 1; }
	@deploy/generate.sh --check
	@unformatted=$$(gofmt -l services gen/go); [ -z "$$unformatted" ] || { echo "not gofmt'd: $$unformatted; fix with: make format"; exit 1; }
	@for module in gen services .tools; do GOWORK=off go -C $$module mod tidy -diff >/dev/null || { echo "$$module/go.mod is not tidy, fix with: make tidy"; exit 1; }; done
	@cd services && golangci-lint run ./... && golangci-lint run --build-tags compose ./composetest
	@shellcheck_files="deploy/*.sh .ci/run"; for f in $$shellcheck_files; do bash -n $$f; done
	@echo "make check: all is well"

.PHONY: gen
gen: tools ## Generate gen/ from proto/ (Python needs protoc and its grpc plugin: deploy/install-debian.sh)
	@deploy/generate.sh

.PHONY: baseline
baseline: tools ## Accept the present protos as the API that must not break
	@buf breaking --against proto/baseline.txtpb
	@buf build --exclude-source-info -o proto/baseline.txtpb

.PHONY: format
format: tools ## Format protos and Go
	@buf format -w && gofmt -w services

.PHONY: tidy
tidy: ## Tidy the modules
	@for module in gen services .tools; do GOWORK=off go -C $$module mod tidy; done

.PHONY: tools
tools: $(BIN)/.tools ## Build the pinned tools into bin/
$(BIN)/.tools: .tools/go.mod .tools/go.sum
	@echo "building buf and golangci-lint, once"
	@GOWORK=off GOBIN=$(BIN) go -C .tools install tool && touch $@

.PHONY: clean
clean: ## Remove bin/ and var/
	@rm -rf $(BIN) var

.PHONY: help
help: ## Show this
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile
