package org.godwit.bus;

/** Told once when all effects of a record are done. Any thread. */
public interface Completion {

  /** All effects are done: the record's offset may be committed. */
  void done();

  /** The effects can never be done: the record goes to the dead-letter topic with its cause. */
  void failed(Throwable cause);
}
