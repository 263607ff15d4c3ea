package org.godwit.protocol.module;

/**
 * The specification that a module implements.
 *
 * @param number the XEP's number, from 1
 * @param version the version that was read
 * @param status how much of it is there
 */
public record Xep(int number, String version, Status status) {

  /** How much of a XEP is implemented. */
  public enum Status {
    /** All that a server must do, and most that it may. */
    COMPLETE,
    /** Less; the module's Javadoc says what is missing. */
    PARTIAL
  }
}
