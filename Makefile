# Godwit. `make run` starts everything in one process; `make test` runs every check.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first JDK 25 or newer among JAVA_HOME and the usual install folders.
JDK := $(shell config/find-jdk)
ifneq ($(JDK),)
export JAVA_HOME := $(JDK)
endif
MVN := mvn -B -ntp
QUICK := -DskipTests -Dspotless.check.skip -Dcheckstyle.skip -Denforcer.skip
SOURCES := $(shell find . \( -path ./data -o -path ./data-cluster \) -prune -o \( -name '*.java' -o -name 'pom.xml' -o -path '*/src/main/resources/*' \) -not -path '*/target/*' -type f -print)
PACKAGED := standalone/target/.packaged
BUILT := standalone/target/.built

# What the JVM of standalone is given: see docs/performance.md for the reasons.
# SweeperThreshold: code that is compiled anew does not bring about a full collection, 400 ms each.
JVM_OPTS ?= -Xms512m -Xmx1g -Xmn384m -XX:+UseParallelGC -XX:+UseCompactObjectHeaders -XX:MetaspaceSize=192m \
  -XX:SweeperThreshold=100 $(COMPILERS)
# Fewer than four cores get one thread of the optimising compiler, which then needs minutes of load to catch up.
COMPILERS := $(if $(filter 1 2 3,$(shell nproc 2>/dev/null)),-XX:CICompilerCount=3)
# What a training run learned about class loading and hot methods; the JVM goes on without it where it does not fit.
AOT := standalone/target/standalone.aot
AOT_OPTS = $(if $(wildcard $(AOT)),-XX:AOTCache=$(AOT) -Xlog:aot*=off)

CLUSTER_ARGS := standalone/target/cluster.args
CLUSTER = [ -f $(CLUSTER_ARGS) ] || { echo "The cluster's tool is not built: make build." >&2; exit 1; }; $(JDK)/bin/java @$(CLUSTER_ARGS)

.PHONY: help run build cluster cluster-status cluster-stop chaos test fmt docs bench load clean jdk mariadb

help: ## Show these targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

jdk:
	@[ -n "$(JDK)" ] || { echo "Godwit needs a JDK 25 or newer: set JAVA_HOME to one, or install it under /usr/lib/jvm, /opt or ~/.sdkman/candidates/java." >&2; exit 1; }
	@command -v mvn >/dev/null || { echo "Godwit is built with Maven 3.8 or newer: install it (Debian: apt-get install maven)." >&2; exit 1; }

run: build ## Start all services, a Kafka broker and a database in one process (README has the switches).
	@exec $(JDK)/bin/java $(JVM_OPTS) $(AOT_OPTS) @standalone/target/run.args

build: jdk $(BUILT) ## Build what `make run` starts, without tests.

$(PACKAGED): $(SOURCES)
	$(MVN) -q $(QUICK) -pl standalone,benchmarks -am package
	@touch $@

$(BUILT): $(PACKAGED)
	@rm -f $(AOT)
	@config/train $(AOT) $(JDK)/bin/java $(JVM_OPTS) -XX:AOTCacheOutput=$(AOT) -Xlog:aot*=off @standalone/target/run.args
	@touch $@

cluster: jdk mariadb $(PACKAGED) ## Start every service as its own process, with Kafka and MariaDB (BROKERS=3 for three brokers).
	@export BROKERS='$(BROKERS)'; $(CLUSTER) start .

cluster-status: jdk ## Show the processes of the cluster and whether they are ready.
	@$(CLUSTER) status

cluster-stop: jdk ## Stop the cluster; its data stays.
	@$(CLUSTER) stop

chaos: jdk mariadb ## Kill processes of a cluster under chatting clients and count (MINUTES=5 SEED=.. BROKERS=1).
	$(MVN) -q $(QUICK) -pl integration-tests -am package
	@export MINUTES='$(MINUTES)' SEED='$(SEED)' BROKERS='$(BROKERS)'; $(JDK)/bin/java @integration-tests/target/chaos.args .

test: jdk mariadb ## Run every check: formats, gates, unit, contract and whole-server tests.
	$(MVN) verify

fmt: jdk ## Format the sources.
	$(MVN) -q spotless:apply

docs: jdk ## Write docs/config.md from the code.
	$(MVN) -q $(QUICK) -pl integration-tests -am package
	$(MVN) -q $(QUICK) -DskipTests=false -Dgodwit.write-docs=true -Dtest=ConfigurationPageTests -Dsurefire.failIfNoSpecifiedTests=false -pl integration-tests -am verify

mariadb:
	@config/need-mariadb

bench: jdk ## Run the JMH benchmarks of the hot path (BENCH='Xml.*' picks some).
	$(MVN) -q $(QUICK) -pl benchmarks -am package
	$(JDK)/bin/java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main -prof gc $(BENCH)

load: jdk ## Put a running server under load and print what it costs (LOAD='chat --port=5222 --clients=200', LOAD=help).
	@[ -d benchmarks/target/lib ] || $(MVN) -q $(QUICK) -pl benchmarks -am package
	@$(JDK)/bin/java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.godwit.benchmarks.load.LoadRun $(LOAD)

clean: jdk ## Remove what the build made (not ./data).
	$(MVN) -q clean
