package org.godwit.it.chaos;

import java.time.Duration;

/**
 * One thing that is done to the cluster.
 *
 * @param kind what
 * @param process to whom; empty for all Kafka nodes
 * @param lasts how long the process is away or frozen
 * @param calm how long nothing is done after everything is well again
 */
record Fault(Kind kind, String process, Duration lasts, Duration calm) {

  /** What can be done. */
  enum Kind {
    /** SIGKILL, and a new start after a while. */
    KILL,
    /** SIGSTOP, and SIGCONT after a while. */
    FREEZE,
    /** The process is told to stop, and started again after a while. */
    STOP
  }
}
