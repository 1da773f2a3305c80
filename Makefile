# Nothing here is needed to build or to test: go does that. These are the
# commands that are too long to type.
SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# How long make fuzz runs each target.
FUZZTIME ?= 60s

.PHONY: build test race lint fuzz bench update help

build: ## build ./briefbot, one static binary
	CGO_ENABLED=0 go build -trimpath -o briefbot ./cmd/briefbot

test: ## run the tests
	go test ./...

race: ## run the tests under the race detector
	CGO_ENABLED=1 go test -race ./...

lint: ## run gofmt, vet, staticcheck and the checks of go.mod
	.ci/run format vet staticcheck modules

fuzz: ## run every fuzz target for FUZZTIME each (60s)
	@for package in $$(go list ./...); do \
		names=$$(go test -list '^Fuzz' $$package); \
		for name in $$(grep '^Fuzz' <<<"$$names" || true); do \
			echo "== $$package $$name"; \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) $$package; \
		done; \
	done

bench: ## run the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

update: ## write the golden files anew; read the difference before you commit it
	@for directory in $$(git grep -lE 'flag\.Bool\("update"' -- '*_test.go' | xargs -r -n1 dirname | sort -u); do \
		go test -count=1 ./$$directory -update; \
	done

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
