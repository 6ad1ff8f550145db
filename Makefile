# `make` lists the targets. `make check` is all that CI runs; ./test.sh installs
# what it needs first. The tools are pinned in tools/go.mod: nobody installs any.

GO ?= go
STATICCHECK := $(GO) tool -modfile=tools/go.mod staticcheck
GOSEC := $(GO) tool -modfile=tools/scan/go.mod gosec
GOVULNCHECK := $(GO) tool -modfile=tools/scan/go.mod govulncheck
# One throw-away PostgreSQL for the whole run, gone with it. A server named in
# HUKOU_TEST_DATABASE_URL is used instead.
WITH_POSTGRES := build/withpg --
TEMPL := $(GO) tool -modfile=tools/go.mod templ
STEPS := formatted vet staticcheck gosec fewraces embedded walks fewfaults tools $(if $(wildcard cmd/hukou/docs.go),generated)

.PHONY: help demo build test race fewraces embedded walks fmt formatted vet staticcheck tools docs openapi templ generated shots pace bench faults fewfaults seeded fuzz gosec vulns check build/withpg

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Run a seeded, throw-away instance on this machine
	$(GO) run ./cmd/hukou demo

build: ## Build the program: build/hukou, static
	CGO_ENABLED=0 $(GO) build -trimpath -o build/hukou ./cmd/hukou

test: build/withpg ## Run the tests on both databases
	$(WITH_POSTGRES) $(GO) test -timeout 60m ./...

# What opens strangers' files is a process held to a memory that the race detector alone
# takes: the tests that start one run plainly.
CAGED := ./uploads/... ./cmd/hukou

race: build/withpg ## Run the tests on both databases with the race detector
	CGO_ENABLED=1 $(WITH_POSTGRES) $(GO) test -race -timeout 60m $$($(GO) list ./... | grep -vxF "$$($(GO) list $(CAGED))")

# In every check the race detector looks at what serves; the tests that walk the pages in
# a browser, or the built program from without, run plainly: under it they take three
# times as long and drive the same code. `make race` looks at them too.
WALKS := ./pages/... ./stories ./internal/browser $(CAGED)

# The detector takes as long again for the second database of the two largest packages. It
# sees them on PostgreSQL, and on both where officers act at once (ATONCE); `embedded` runs
# the rest of them on SQLite plainly. `make race` looks at everything on both.
LARGEST := ./register ./handlers
ATONCE := AtOnce|Fifty|Many|OneCode|DoubleClick|Numbers

fewraces: build/withpg
	CGO_ENABLED=1 $(WITH_POSTGRES) $(GO) test -race -timeout 60m $$($(GO) list ./... | grep -vxF "$$($(GO) list $(WALKS) $(LARGEST))")
	CGO_ENABLED=1 $(WITH_POSTGRES) $(GO) test -race -timeout 60m -skip '/sqlite' $(LARGEST)

embedded: build/withpg
	CGO_ENABLED=1 $(WITH_POSTGRES) $(GO) test -race -timeout 60m -run '$(ATONCE)/sqlite' $(LARGEST)
	$(WITH_POSTGRES) $(GO) test -timeout 60m -run '/sqlite' $(LARGEST)

walks: build/withpg
	$(WITH_POSTGRES) $(GO) test -timeout 60m $(WALKS)

fmt: ## Format the code
	gofmt -w .

formatted: ## Find code that gofmt would change
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "make fmt would change:"; echo "$$unformatted"; exit 1; }

vet: ## Run go vet
	$(GO) vet ./...
	$(GO) -C tools vet ./...

staticcheck: ## Run staticcheck
	$(STATICCHECK) ./...

tools: ## Test the container files and what else tools/ holds
	$(GO) -C tools test -count=1 ./... # go's cache does not see files above the module

docs: ## Write the generated rule tables, diagrams, API description, who may call what, words of the pages
	$(GO) run ./cmd/hukou docs
	$(GO) test ./handlers -count=1 -run '^TestEveryCallForEveryRoleAndEverybodysThings$$/^sqlite$$' -update
	$(GO) test ./pages -count=1 -run '^TestEveryTextIsInBothLanguages$$' -update

openapi: docs ## Write the API description (it is one of the generated files)

templ: ## Write the Go code of the pages' templates
	$(TEMPL) generate -path pages

generated: ## Find generated files that are out of date
	$(GO) run ./cmd/hukou docs --check
	@mkdir -p build && rm -rf build/pages && cp -R pages build/pages && $(TEMPL) generate -path build/pages >/dev/null 2>&1
	@failed=; plain() { sed 's/FileName: `[^`]*`//' "$$1"; }; \
	for file in $$(find pages -name '*.templ'); do \
		made=$${file%.templ}_templ.go; \
		[ "$$(plain $$made)" = "$$(plain build/$$made)" ] || { echo "$$made is not what $$file says: run make templ"; failed=1; }; \
	done; rm -rf build/pages; [ -z "$$failed" ]

shots: ## Photograph every page at every size into build/shots; the README's picture into docs
	mkdir -p build/shots && $(GO) test ./pages -count=1 -run 'TestEveryPagePassesTheGates' -timeout 30m -shots "$(CURDIR)/build/shots"
	cp build/shots/desk.png docs/desk.png

pace: ## Measure the pages on a processor six times slower: docs/pace.txt
	$(GO) test ./pages -count=1 -timeout 20m -run '^$$' -bench '^BenchmarkPace' -benchtime 5x -pace "$(CURDIR)/docs/pace.txt"

# The settings of PostgreSQL in docker-compose.yml, under which it is measured.
SERVICE = -c shared_buffers=1GB -c max_wal_size=4GB -c checkpoint_timeout=15min -c wal_compression=lz4 -c log_error_verbosity=terse

bench: build/withpg ## Measure steps per second next to the database's own limit
	build/withpg $(SERVICE) -- sh -c '$(GO) run ./cmd/hukou bench --database "$$HUKOU_TEST_DATABASE_URL"'

# The fault bench: how often the serving program is killed (PostgreSQL a fiftieth of it),
# at how many instants the power is cut, how much each of eight officers does at once, how
# many random steps the machines take.
KILLS = 10000
CUTS = 1000
LINEAR = 5000
WALKSTEPS = 1000000

faults: build/withpg ## Kill the program, cut its power, fail each write, race its officers, walk its machines: docs/trust.md
	$(GO) test -count=1 -timeout 2h -v -run '^TestNoRandomWalk' ./workflow -walksteps $(WALKSTEPS)
	$(WITH_POSTGRES) $(GO) test -count=1 -timeout 8h -v -run '^Test(KilledAgain|APowerCut)' ./stories -kills $(KILLS) -cuts $(CUTS)
	$(WITH_POSTGRES) $(GO) test -count=1 -timeout 2h -v -run '^Test(ARequestWhoseKthWriteFails|ClientsAtOnceOverHTTP)' ./handlers -linear $(LINEAR)
	$(WITH_POSTGRES) $(GO) test -count=1 -timeout 1h -v -run '^Test(StepsOfOfficersAtOnce|OwnerOfTheDatabase|CleanLog)' ./register -linear $(LINEAR) -tampers $(CUTS)
	$(if $(FEW),,$(MAKE) --no-print-directory seeded)

# Four bugs, put into a copy of the tree one after the other: for each the test that
# watches over it must turn red.
seeded: build/withpg ## Put each of the seeded bugs in and see its test fail
	$(WITH_POSTGRES) stories/seeded.sh

# Every parser of what comes from outside; their seeds, and what fuzzing found, are tried
# in every check.
FUZZTIME = 30s

fuzz: ## Try every parser with whatever comes, each for FUZZTIME
	@for package in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n 1 dirname | sort -u); do \
		for target in $$(grep -ho '^func Fuzz[A-Za-z]*' $$package/*_test.go | cut -d ' ' -f 2); do \
			printf '\n== %s %s\n' $$package $$target; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

# The first fails on any finding: what is no fault bears #nosec with its reason. The
# second asks for a database, a folder with one as file://… or the tool's own, and so is
# no part of the check.
VULNDB =

gosec: ## Look for careless code: docs/trust.md
	$(GOSEC) -quiet $(GOSECFLAGS) ./...

vulns: ## Look for known faults in what is called; VULNDB=file://… names a database
	@case "$(VULNDB)" in file://*) [ -s "$(patsubst file://%,%,$(VULNDB))/index/modules.json" ] || { echo "$(VULNDB) holds no database: without index/modules.json nothing would be found, whatever there is"; exit 1; };; esac
	$(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) ./...

# What fits into every check.
fewfaults:
	@$(MAKE) --no-print-directory faults KILLS=200 CUTS=60 LINEAR=500 WALKSTEPS=20000 FEW=1

# Every step runs, whatever became of the one before; what failed comes last.
check: ## Run everything CI runs
	@mkdir -p build; rm -f build/failed
	@for step in $(STEPS); do \
		printf '\n== %s\n' $$step; \
		{ $(MAKE) --no-print-directory $$step 2>&1 || echo $$step >>build/failed; } | tee build/$$step.log; \
	done
	@if [ ! -e build/failed ]; then printf '\ncheck: all well: $(STEPS)\n'; exit 0; fi; \
	for step in $$(cat build/failed); do \
		printf '\n== %s failed:\n' $$step; \
		grep -E '^ *--- FAIL|^FAIL|^panic:|^WARNING: DATA RACE|_test.go:[0-9]+:' build/$$step.log || tail -n 20 build/$$step.log; \
	done; \
	printf '\ncheck: FAILED: %s\n' "$$(tr '\n' ' ' <build/failed)"; exit 1

build/withpg:
	@$(GO) build -buildvcs=false -o $@ ./internal/testdb/cmd/withpg
