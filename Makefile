# make start   builds what is missing and serves the dashboard at http://127.0.0.1:8787
# make sandbox the stand-in for the providers alone, at http://127.0.0.1:8788
# make test    installs what the tests need and runs everything
# make check   formats, lints and type checks only
# make test-contract  schemathesis at a running edge; CASES=10000 for many
# make fuzz    every law of the core against bytes that libFuzzer makes up; SECONDS=600 for each target
.PHONY: start sandbox test check build test-rust test-fuzz test-wasm test-js test-edge test-browser test-packages bless clean

SOURCES := $(shell find src -name '*.rs') Cargo.toml Cargo.lock rust-toolchain.toml tools/build tools/snip.mjs tools/glue.mjs $(wildcard tools/bindgen/Cargo.* tools/bindgen/src/*)
WASM := pkg/wasm/paylink_bg.wasm
STANDALONE := pkg/wasm/standalone.js
COMMONJS := pkg/wasm/commonjs.cjs
MODULES := $(wildcard pkg/*.js)
SHELL := bash
# Three files at once, because they often wait for a browser or a server. The time-out limits a failure only.
NODE_TEST = node --test --test-timeout=1200000 --test-concurrency=3

start: build
	@. tools/env && exec node edge/node.js

sandbox: build
	@. tools/env && exec node edge/sandbox/node.js

build: tools-run $(WASM) pkg/page/page.js

.PHONY: tools-run tools-package tools-test
tools-run:
	@tools/setup run
tools-package:
	@tools/setup package
tools-test:
	@tools/setup test

# Rust is needed only here: what is built already is served without it.
$(WASM): $(SOURCES) | tools-run
	@tools/setup rust
	@tools/build

pkg/page/page.js: $(WASM) $(MODULES) tools/page.mjs | tools-run
	@. tools/env && node tools/page.mjs && touch $@

# The core as JavaScript, for pages that may not have WebAssembly.
.PHONY: standalone
standalone: build $(STANDALONE)
$(STANDALONE): $(WASM) $(wildcard tools/standalone/*) $(MODULES) | tools-package
	@tools/say "the core as JavaScript"
	@. tools/env && node tools/standalone/build.mjs

# The package for hosts that cannot load ES modules by `require`.
.PHONY: commonjs
commonjs: build $(COMMONJS)
$(COMMONJS): $(WASM) $(wildcard tools/commonjs/*) $(MODULES) | tools-package
	@. tools/env && node tools/commonjs/build.mjs

# Everything, the fast things first. Two at a time, because the ones that compile use processors while the ones with browsers
# and servers wait; what they print comes when they end. `make test TOGETHER=1` for one after another.
TOGETHER ?= 2
test: tools-test build
	@$(MAKE) --no-print-directory -j$(TOGETHER) $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) check test-js test-rust test-edge test-fuzz test-browser test-reference test-packages test-wasm
	@printf '\n\033[1m✔ all tests passed\033[0m\n'

# Built before: the types of the package are checked against what it wraps.
check: tools-test build
	@tools/say "formatting, lints, types"
	cargo fmt --all --check
	cargo fmt --all --check --manifest-path fuzz/Cargo.toml
	cargo fmt --check --manifest-path tools/bindgen/Cargo.toml
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --target wasm32-unknown-unknown --all-targets -- -D warnings
	for part in batch schemas webhooks '' $$(sed -n 's/^providers = //p' Cargo.toml | tr -d '[]",'); do \
	  case "$$part" in batch|schemas|webhooks|'') with=providers;; *) with=batch,schemas,webhooks;; esac; \
	  RUSTFLAGS='-D warnings' cargo check --quiet --lib --target-dir target/parts --no-default-features --features "$$with,$$part" || exit 1; done
	CARGO_TARGET_DIR=target/fuzz cargo clippy --quiet --manifest-path fuzz/Cargo.toml --all-targets -- -D warnings
	. tools/env && biome ci --error-on-warnings .
	. tools/env && tsc --project tsconfig.json
	@$(MAKE) --no-print-directory docs

test-rust: tools-test
	@tools/say "Rust: units, vectors, laws, doctests"
	PROPTEST_RNG_SEED=$(or $(SEED),1) cargo test --quiet -- --show-output
	@tools/say "Rust: instructions of the hot path"
	@. tools/env && node tools/instructions.mjs native

# The laws over documents that are others each time, and how many; minutes for many. `make laws CASES=1000000`.
.PHONY: laws
laws:
	PAYLINK_CASES=$(or $(CASES),100000) cargo test --quiet \
	  $(foreach test,batch classify deciding findings laws lossless schemas walks,--test $(test)) -- --show-output

# The laws that are fuzzed, for the corpus and for changes of it.
test-fuzz:
	@tools/say "the laws of the fuzzer, for its corpus"
	cargo test --quiet --locked --manifest-path fuzz/Cargo.toml --target-dir target/fuzz -- --show-output

test-wasm: tools-test
	@tools/say "WebAssembly in Node, Chrome and Firefox"
	@tools/test-wasm

test-js: tools-test build standalone commonjs
	@tools/say "the package by its own name"
	@. tools/env && $(NODE_TEST) --expose-gc tests/js/*.test.js
	@tools/say "the same, without WebAssembly"
	@. tools/env && $(NODE_TEST) --expose-gc --import ./tests/js/standalone.js \
	  tests/js/{crash,numbers,package,suites,vectors,batch-*}.test.js

# The core natively, in WebAssembly and as JavaScript beside a second reader in Python, over documents by
# the seed and the outside suites: tests/reference/README.md. `make reference DOCUMENTS=1000000 SEED=2`.
.PHONY: reference test-reference
DOCUMENTS ?= 100000
REFERENCE = cargo build --quiet --locked --profile test --example reference && . tools/env && \
  python3 -B tests/reference/run.py --native "$${CARGO_TARGET_DIR:-target}/debug/examples/reference"
reference: build standalone
	@tools/say "the core beside a second reader, $(DOCUMENTS) documents"
	@$(REFERENCE) --sweep --documents $(DOCUMENTS) --seed $(or $(SEED),1)

test-reference: build standalone
	@tools/say "the core beside a second reader"
	@$(REFERENCE) --documents 3000 --seed 1

test-edge: tools-test build
	@tools/say "the edge under Node and workerd"
	@tools/assets
	@. tools/env && $(NODE_TEST) tests/{stores,edge,contract,sandbox}/*.test.js

# The edge on the oldest Node that it runs on, by its major version.
.PHONY: test-node22
NODE22 := tests/packages/node_modules/node22/bin/node
test-node22: tools-test build $(NODE22)
	@tools/say "the edge under $$($(NODE22) --version)"
	@$(NODE22) $(filter-out node,$(NODE_TEST)) tests/stores/{memory,sqlite}.test.js \
	  tests/edge/{app,callers,config,credentials,faults,hostile,jobs,metrics,node,recognised,secrets,sockets,v1,webhooks}.test.js

$(NODE22): | tools-run
	@npm ci --prefix tests/packages --no-audit --no-fund --loglevel=error

# Schemathesis at a running edge, over the OpenAPI document; needs Python 3.10 or newer, and minutes for
# many cases: `make test-contract CASES=10000`, with SEED=… once more the same.
.PHONY: test-contract
PYTHON := dist/python
test-contract: build $(PYTHON)/installed
	@tools/say "the contract, at least $(or $(CASES),1000) cases"
	@. tools/env && PATH="$$PWD/$(PYTHON)/bin:$$PATH" CASES=$(or $(CASES),1000) node tests/contract/schemathesis.js

$(PYTHON)/installed: tests/contract/requirements.txt
	@tools/say "installing schemathesis"
	@python3 -m venv $(PYTHON)
	@$(PYTHON)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

# PAYLINK_SCREENSHOTS=1 takes the pictures of docs/ anew.
test-browser: tools-test build
	@tools/say "the dashboard in Chromium"
	@. tools/env && $(NODE_TEST) tests/browser/*.test.js

# Whether they ever fail by chance: RUNS times, with the names of what failed; Ctrl-C for the sum so far.
.PHONY: flakes
RUNS ?= 20
flakes: tools-test build
	@tools/say "the dashboard in Chromium, $(RUNS) times"
	@tools/flakes $(RUNS)

# The packed package in Node, Deno, Bun, workerd, browsers, bundlers and test runners; its sizes; its linters.
# `make test-packages ONLY=firefox` for some of the hosts.
test-packages: tools-test standalone commonjs
	@tools/say "the package on every host"
	@. tools/env && node tests/packages/run.js "$(ONLY)"

# The same, and in the frameworks that take minutes: Next.js, SvelteKit, Astro, Vitest in workerd.
.PHONY: test-hosts
test-hosts: tools-test standalone commonjs
	@tools/say "the package on every host, and in frameworks"
	@. tools/env && node tests/packages/run.js --all "$(ONLY)"

# The references, of the package (dist/api) and of the crate (target/doc); a warning is an error.
.PHONY: docs
docs: tools-test
	@tools/say "the references"
	. tools/env && npm exec --silent --workspace tools/typedoc -- typedoc
	RUSTDOCFLAGS='-D warnings' cargo doc --quiet --no-deps

# What this tree answers beside what another revision does, for documents by the seed: the way to see that a
# faster reader reads the same. `make beside BASE=v1.0.0 DOCUMENTS=1000000 SEED=7`; minutes for many.
.PHONY: beside
beside: tools-test build
	@tools/say "this tree beside $(BASE), $(DOCUMENTS) documents"
	@BASE=$(BASE) DOCUMENTS=$(DOCUMENTS) SEED=$(or $(SEED),1) tools/beside

# All that is measured, minutes: the core beside everything that does the same, in JavaScript and natively,
# and the gateway beside a bare proxy. On a quiet machine: ratios, never single times.
.PHONY: bench
bench: bench-core bench-native bench-gateway bench-worst

# What the worst documents cost, in milliseconds of CPU for each KiB.
.PHONY: bench-worst
bench-worst: build
	@. tools/env && node benches/worst.js

.PHONY: bench-gateway
bench-gateway: build
	@. tools/env && node benches/gateway.js

.PHONY: bench-native
bench-native:
	@cargo bench --quiet --locked --manifest-path benches/native/Cargo.toml --target-dir target/bench

# In Node and in Chromium, and how the core starts. ROUNDS=21 for a closer look, ONLY='list connect' for
# some of it.
.PHONY: bench-core
PEERS := benches/peers/node_modules/.package-lock.json
bench-core: tools-test build $(PEERS)
	@. tools/env && node benches/core.js

$(PEERS): benches/peers/package-lock.json
	@tools/say "installing the peers of the benchmarks"
	@npm ci --prefix benches/peers --no-audit --no-fund --loglevel=error
	@touch $@

# All targets, or ONLY='read json'; an interrupted run goes on where it was. What it finds: tools/fuzz says
# how to see it again, and how to keep it.
.PHONY: fuzz fuzz-short fuzz-corpus
SECONDS ?= 60
fuzz: tools-fuzz
	@tools/fuzz run $(SECONDS) $(ONLY)

# A few seconds each, for a machine that has them at every change.
fuzz-short: tools-fuzz
	@tools/fuzz run 5 $(ONLY)

# What runs have found, minimised and packed into fuzz/seeds.
fuzz-corpus: tools-fuzz
	@tools/fuzz corpus

.PHONY: tools-fuzz
tools-fuzz:
	@tools/setup fuzz

# Every order of four clients, a crash at any step, for one key; minutes. `make test-rust` has three clients.
.PHONY: model
model:
	@PAYLINK_CLIENTS=4 cargo test --quiet --test exactly_once -- --show-output

# The edge on Node is killed at random moments under load, KILLS times; minutes.
.PHONY: kills
kills: build
	@. tools/env && node tests/edge/kill.js $(or $(KILLS),500)

# What money depends on is changed at one place after the other, and the tests have to notice; hours.
# `make mutants MUTANTS=src/deciding/decision.rs` for some of it. What is left, and why: docs/assurance.md.
.PHONY: mutants
MUTANTS ?= src/deciding/*.rs src/model/state_machine.rs src/idempotency/*.rs src/calling/{plan,check_request,path,response,retry}.rs \
  src/model/{amount,decimal,instant,fast_instant}.rs
mutants:
	@tools/setup mutants
	@tools/say "changes that the tests have to notice"
	@. tools/env && PAYLINK_CASES=300 PAYLINK_CLIENTS=3 cargo mutants --no-config --profile mutants --output dist \
	  $(MUTANTS:%=--file '%') --cargo-test-arg=--lib \
	  $(foreach test,deciding rules vectors laws exactly_once,--cargo-test-arg=--test=$(test))

# Bugs on purpose, one after the other, and whether the layer that has to notice does; some 25 minutes.
# `make planted LAYER=simulation` for one layer.
.PHONY: planted
planted: build standalone $(PYTHON)/installed
	@tools/setup audit
	@tools/say "bugs on purpose"
	@. tools/env && node tools/planted.mjs $(if $(LAYER),'$(LAYER)')

# The edge in a simulated world, in which everything fails; the seed is the schedule. SCHEDULES=100000 for
# many, SEED=7 for one of them with its trace, both for a row of them.
.PHONY: simulate
simulate: build
	@. tools/env && SCHEDULES=$(or $(SCHEDULES),$(if $(SEED),,5000)) node tests/edge/simulation/run.js

# What we depend on: licences, sources, what is known against it. Says which databases it could not ask.
.PHONY: audit
audit:
	@tools/setup audit
	@tools/say "what we depend on"
	@tools/audit

# Whether it can be timed how much of a secret was guessed; a minute, on a quiet machine.
.PHONY: timing
timing: build
	@tools/say "how long wrong guesses take"
	@. tools/env && node tools/timing.mjs

# What a release would hold, and its files in dist/release; publishes nothing.
.PHONY: release-check
release-check: standalone commonjs
	@tools/say "a release, without one"
	@. tools/env && $(NODE_TEST) tests/js/release.test.js && node tools/release.mjs

# Whether the crate's users could go on without a change of theirs, since the last release or BASE=….
.PHONY: semver
BASE ?= $(shell git describe --tags --abbrev=0 2>/dev/null || echo HEAD~1)
semver:
	@tools/setup semver
	@tools/say "the Rust API since $(BASE)"
	@. tools/env && cargo semver-checks --baseline-rev $(BASE) --default-features

# Two clean builds, byte for byte; minutes, so not a part of `test`.
.PHONY: reproduce
reproduce: build
	@tools/reproduce

# What of the code the tests run: src/ natively, the shipped core through the package in Node and Chromium,
# the JavaScript. Some ten minutes; file by file in dist/coverage.
.PHONY: coverage
coverage: build
	@tools/setup coverage
	@tools/coverage

# Instructions of the hot path in V8, where the shipped module runs: about a minute, so beside `test`, which
# counts the native ones.
.PHONY: bench-instructions
bench-instructions: build
	@tools/say "instructions of the hot path in V8"
	@. tools/env && node tools/instructions.mjs v8

# What the hot path takes is as it should be: kept as what the tests expect.
.PHONY: bless-instructions
bless-instructions: build
	@. tools/env && node tools/instructions.mjs native --bless && node tools/instructions.mjs v8 --bless

# Writes the golden files anew; look at the difference as data.
bless:
	PAYLINK_BLESS=1 cargo test --quiet --test vectors --test schemas --test rules --test as_asked --test codes
	. tools/env && PAYLINK_BLESS=1 node --test tests/contract/{examples,types}.test.js
	git diff --stat tests/vectors rules pkg/{unions,edge}.d.ts edge/contract/answers.json

clean:
	cargo clean
	rm -rf fuzz/corpus fuzz/artifacts
	rm -rf pkg/wasm pkg/page dist node_modules tests/packages/node_modules tests/packages/{*,*/*}/node_modules benches/peers/node_modules
