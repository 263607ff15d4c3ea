# Godwit. `make run` starts everything in one process; `make test` runs every check.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first JDK 25 or newer among JAVA_HOME and the usual install folders.
JDK := $(shell config/find-jdk)
ifeq ($(JDK),)
  NEED_JDK = $(error Godwit needs a JDK 25 or newer: set JAVA_HOME to one, or install it under /usr/lib/jvm, /opt, or ~/.sdkman/candidates/java)
endif
export JAVA_HOME := $(JDK)
MVN := mvn -B -ntp -q
JVM_OPTS := -XX:+UseCompactObjectHeaders -XX:+UseParallelGC -Xms64m -Xmx768m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

.PHONY: help run build test fmt clean jdk

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

jdk:
	$(NEED_JDK)
	@command -v mvn >/dev/null || { echo "Godwit is built with Maven 3.8 or newer: install it (Debian: apt-get install maven)." >&2; exit 1; }
