package org.godwit.it.server;

/** On what a server under test keeps its data. */
public enum Backend {
  /** What {@code make run} starts: H2 files and the broker in the JVM. */
  EMBEDDED,
  /** A database server by Connector/J: MySQL and Kafka in containers, or MariaDB. */
  DATABASE_SERVER
}
