# norelay: one command to run it (make run), one to test all of it (make test). Both install what they need.

SCENARIO ?= relay-denied
ARGS ?=
RUNS ?= 50
LIVES ?= 80
CLIENT ?= curl
STORY ?= relay-denied
STORIES ?=
CLIENTS ?=
MINUTES ?= 1

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test test-image image image-context image-classes check matrix play outbox outbox-kills outbox-grade soak fuzz bench fmt install reproducible setup setup-clients setup-browser setup-bench setup-image clean

# A bare machine has no locale: its JVMs would know no letter beyond ASCII.
ifeq ($(LC_ALL)$(LC_CTYPE)$(LANG),)
export LC_ALL := C.UTF-8
endif

# The JDK is looked for when a recipe runs, since `setup` may have installed it just before.
JDK = $$(.ci/jdk build)
MVN = JAVA_HOME="$(JDK)" mvn -B -ntp
# To run it, not to judge it: half a minute less for the processors.
PACKAGE = $(MVN) -q package --also-make -Dmaven.test.skip -Dmaven.javadoc.skip -Dmaven.source.skip -Djacoco.skip -Dspotless.check.skip -Dcompile.checks=-g
JAR := server/standalone/target/norelay.jar
BENCH_JAR := server/bench/target/bench.jar
BENCH_NODE := server/bench/peers/nodemailer/node_modules
CLIENT_NODE := client-tests/nodemailer/node_modules
EXAMPLE_NODE := client-tests/examples/node/node_modules
# Folders are listed too: they tell of a file that was removed.
JAR_SOURCES := pom.xml $(shell find scenarios server \( -name target -o -name node_modules -o -path '*/src/test' \) -prune -o -type f -print)
CLIENT_TESTS := $(patsubst %/pom.xml,%,$(wildcard client-tests/pom.xml client-tests/samples/pom.xml client-tests/outbox/pom.xml))
WITHOUT_CLIENT_TESTS := $(CLIENT_TESTS:%=--projects '!%')
CHECK := $(WITHOUT_CLIENT_TESTS) -Djacoco.skip -DexcludedGroups=long -Dnorelay.barrier.visits=500 -Dnorelay.load.sessions=1000

help: ## list these targets (the default)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(JAR) ## build what is missing and play a scenario: make run SCENARIO=relay-denied ARGS='--port submission=0'
	@trap : INT; "$(JDK)/bin/java" -jar $(JAR) run $(SCENARIO) $(ARGS) || { code=$$?; [ $$code -eq 130 ] || exit $$code; }

$(JAR): $(JAR_SOURCES) | setup
	@echo 'Building norelay (half a minute the first time, and what Maven downloads) ...'
	@$(PACKAGE) --projects server/standalone
	@touch -c $@

test: setup setup-clients setup-browser ## everything: all tests, real clients, Javadoc, the newest JDK here, a reproducible build
	$(MVN) verify
	@.ci/test-newest
	@.ci/reproducible
	@echo 'Coverage (JaCoCo):'; find . -path '*/target/site/jacoco/index.html' | sort | sed 's/^/  /'

image: $(JAR) setup-image ## the container image norelay:VERSION, without an image hub: make image [ENGINE=podman|docker]
	@server/image/build

image-context: $(JAR) ## what server/image/Dockerfile needs, to target/image/context, for those who can reach an image hub
	@server/image/build context

image-classes: image setup-clients ## find anew which classes the image holds ready, to server/image/classes.lst
	@server/image/train

test-image: image setup-clients $(EXAMPLE_NODE) ## the image and everything that is said of it, with real containers
	@server/image/test-jar
	@server/image/test

check: setup ## before a commit: layout, compiler, Error Prone, NullAway, unit tests; no long tests, real clients, Javadoc
	$(MVN) test $(CHECK)

matrix: setup setup-clients ## real clients play the stories that have changed: make matrix [ALL=1] [STORIES=a,b] [CLIENTS='curl,Vert.x']
	@$(MVN) -q test --also-make --projects client-tests -Dtest=MatrixRun -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dnorelay.matrix=$(if $(ALL),all,changed) -Dnorelay.matrix.stories='$(STORIES)' -Dnorelay.matrix.clients='$(CLIENTS)'

play: setup setup-clients ## one real client plays one story, and all that was said: make play CLIENT='Angus Mail' STORY=stale-password
	@$(MVN) -q test --also-make --projects client-tests -Dtest=PlayRun -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dnorelay.play.client='$(CLIENT)' -Dnorelay.play.story=$(STORY)

outbox: setup ## build the sample outbox to client-tests/outbox/target/outbox.jar and run it: make outbox ARGS='send --help'
	@$(PACKAGE) --projects client-tests/outbox
	@"$(JDK)/bin/java" -jar client-tests/outbox/target/outbox.jar $(ARGS)

outbox-kills: setup ## kill the sample outbox at every moment, again and again: make outbox-kills LIVES=80 (20 kills each)
	$(MVN) -q test --projects client-tests/outbox --also-make -Dtest=KillTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest.jvm.args='--enable-native-access=ALL-UNNAMED -Doutbox.lives=$(LIVES)'

outbox-grade: setup ## have norelay grade --outbox play the whole catalogue with the sample outbox, to target/outbox-grade
	@$(PACKAGE) --projects server/standalone,client-tests/outbox
	@"$(JDK)/bin/java" -jar $(JAR) grade --outbox --parallel 4 --time-limit 60s --report target/outbox-grade $(ARGS) -- \
	  "$(JDK)/bin/java" -jar client-tests/outbox/target/outbox.jar run --now --timeout 5 \
	  --settings {settings} --outbox {outbox} --add {message}

soak: setup ## the tests of `check` again and again while the processors are busy, then 100,000 sessions: make soak RUNS=50 [LANES=3]
	@LANES=$(LANES) .ci/soak $(RUNS) $(CHECK)

fuzz: setup ## fuzz the engine, each target in turn: make fuzz MINUTES=1
	@.ci/fuzz $(MINUTES)

fmt: setup ## lay the sources out as `check` wants them
	$(MVN) -q spotless:apply --projects '!server/bom'

install: setup ## put the artifacts into the local Maven repository, untested
	@echo 'Building all modules (about a minute on two cores) ...'
	@$(MVN) install $(WITHOUT_CLIENT_TESTS) -DskipTests -Dmaven.javadoc.skip -Djacoco.skip -Dspotless.check.skip -Dcompile.checks=-g | grep --line-buffered -E 'Building norelay|ERROR|BUILD'

reproducible: setup ## build twice, in two folders, and compare the jars
	$(MVN) -q package -DskipTests -Dmaven.javadoc.skip
	@.ci/reproducible

bench: setup-bench $(BENCH_JAR) $(BENCH_NODE) ## norelay beside its peers, to docs/benchmarks.md: make bench [QUICK=1] [ROWS=... PEERS='N K norelay'] [PROFILE=1] [JMH=1]
	@QUICK='$(QUICK)' ROWS='$(ROWS)' PEERS='$(PEERS)' PROFILE='$(PROFILE)' "$(JDK)/bin/java" -cp $(BENCH_JAR) \
	  $(if $(JMH),dev.norelay.bench.jmh.Jmh,dev.norelay.bench.Bench)

# It measures the runnable jar too, which must be of the same sources.
$(BENCH_JAR): $(JAR_SOURCES) | setup
	@echo 'Building norelay and its bench ...'
	@$(PACKAGE) --projects server/standalone,server/bench
	@touch -c $@ $(JAR)

# What npm installs: a peer of the bench, and a mail client. Without it the bench's report, or the client's tests, say that it
# is left out, and why; with CI=true those tests fail.
$(BENCH_NODE): | setup-bench
%/node_modules: %/package-lock.json
	-@npm --prefix $(@D) ci --no-progress --loglevel=error
	@touch -c $@

setup: ## install what building and running need: a JDK 17 or newer, Maven 3.8.1 or newer (YES=1: do not ask)
	@YES='$(YES)' .ci/setup build

setup-clients: ## install the mail clients that client-tests drives (YES=1: do not ask)
	@YES='$(YES)' .ci/setup clients
	@$(MAKE) --no-print-directory --quiet $(CLIENT_NODE)

setup-browser: ## install the browser that the web page's tests drive (YES=1: do not ask)
	@YES='$(YES)' .ci/setup browser

setup-bench: ## install the servers and the load generator that the bench measures with (YES=1: do not ask)
	@YES='$(YES)' .ci/setup bench

setup-image: ## install what packs and runs the container image, unless a Docker engine answers (YES=1: do not ask)
	@YES='$(YES)' .ci/setup image

clean: ## remove what was built
	find . -name target -type d -prune -exec rm -rf {} +
