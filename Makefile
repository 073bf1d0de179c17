# What can be done here. `make` alone prints this list.
#
# Everything built or installed goes to VITRINA_BUILD_DIR, outside the clone, so that a second clone
# starts warm and `git clean` costs nothing. All targets share one CARGO_TARGET_DIR.

SHELL := /bin/bash
.DEFAULT_GOAL := help

VITRINA_BUILD_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/vitrina
CARGO_TARGET_DIR ?= $(VITRINA_BUILD_DIR)/target
override VITRINA_BUILD_DIR := $(abspath $(VITRINA_BUILD_DIR))
override CARGO_TARGET_DIR := $(abspath $(CARGO_TARGET_DIR))
export VITRINA_BUILD_DIR CARGO_TARGET_DIR
export PATH := $(VITRINA_BUILD_DIR)/bin:$(PATH)

DEV_BINARY := $(CARGO_TARGET_DIR)/debug/vitrina
RELEASE_BINARY := $(CARGO_TARGET_DIR)/release/vitrina
SERVICES := scripts/services/with.sh
NODE_TEST := cd tests/node && VITRINA_BIN=$(DEV_BINARY) node --test --test-reporter=spec --test-concurrency=1

##@ Try it
.PHONY: demo
demo: release ## Build with optimizations and open shop on a generated catalog (ARGS="--products 50000")
	@exec $(RELEASE_BINARY) demo $(ARGS)

##@ Check it
.PHONY: test setup format format-check lint deny test-unit test-integration services test-node test-browser test-deploy
test: ## Install what the tests need and run everything; the last line sums it up
	@scripts/test.sh

setup: ## Install what the tests need, or say what is missing
	@scripts/setup.sh

format: ## Format the Rust sources in place
	cargo fmt

format-check: ## Fail when rustfmt would change something
	cargo fmt --check

lint: ## Clippy over all targets, warnings as errors
	cargo clippy --locked --all-targets -- -D warnings

deny: ## Licenses, banned crates and sources of all dependencies
	cargo fetch --locked
	cargo deny --offline --locked check --hide-inclusion-graph bans licenses sources

test-unit: ## Tests inside the library
	cargo test --locked --no-fail-fast --lib

# Built before, so that the services do not wait for the compiler.
test-integration: build ## The integration binary beside a private PostgreSQL, Redis and Kafka (ARGS="sql::" for a part)
	$(SERVICES) --kafka cargo test --locked --no-fail-fast --test integration $(ARGS)

services: ## A private PostgreSQL, Redis and Kafka until Ctrl-C, addresses printed
	@$(SERVICES) --kafka bash -c 'env | grep ^VITRINA_TEST_; sleep infinity'

test-node: build ## GraphQL over HTTP audits, client operations, a federation, k6 scripts, the compared service
	$(SERVICES) bash -c '$(NODE_TEST) audits.test.mjs schema.test.mjs operations.test.mjs federation.test.mjs peer.test.mjs k6.test.mjs variant-code.test.mjs storefront-assets.test.mjs'

test-browser: build ## Walk the demo storefront in Chromium, search and narrow down
	$(NODE_TEST) storefront.test.mjs search.test.mjs

test-deploy: build ## Parse what is written for containers and clusters, run each of its commands (needs Go)
	cd tests/deploy && test -z "$$(gofmt -l . | tee /dev/stderr)" && VITRINA_BIN=$(DEV_BINARY) go test -count=1 -v ./...

##@ Build it
.PHONY: build release pictures
# With the tests, because their dependencies switch on features of shared ones: built apart, half of
# the crates would be compiled twice.
build: ## Development build of the binary and its tests
	cargo build --locked --bins --tests

release: ## Optimized build
	cargo build --locked --release

pictures: build ## Take the storefront's pictures into docs/pictures
	VITRINA_PICTURES=$(CURDIR)/docs/pictures; export VITRINA_PICTURES; $(NODE_TEST) storefront.test.mjs search.test.mjs

##@ Measure it
.PHONY: bench load load-peers
bench: ## Criterion benches
	cargo bench --locked

load: release ## W1 and W2 by wrk beside a static answer (ARGS="--help" lists the options)
	cargo build --locked --release --example static_yardstick
	VITRINA_BIN=$(RELEASE_BINARY) node loadtests/measure.mjs $(ARGS)

load-peers: release ## W1 and W2 from a database, beside a plain Node service over it (ARGS="--help")
	cargo build --locked --release --example static_yardstick
	VITRINA_BIN=$(RELEASE_BINARY) $(SERVICES) node loadtests/compare.mjs $(ARGS)

##@ Help
.PHONY: help
help: ## Print this list
	@awk 'BEGIN { FS = ":[^#]*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
