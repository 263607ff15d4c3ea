package org.godwit.bus;

/** More is on its way to the bus than the hard limit allows: the record was not taken. */
public final class BusFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes one that names the limit. */
  public BusFullException(long hardLimitBytes) {
    super("more than " + hardLimitBytes + " bytes are on their way to the bus");
  }
}
