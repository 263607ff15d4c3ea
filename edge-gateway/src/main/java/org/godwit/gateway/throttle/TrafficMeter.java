package org.godwit.gateway.throttle;

import org.godwit.gateway.throttle.TrafficLimit.Action;

/**
 * Counts what one connection carries. A minute is one of the clock's, the same for all connections.
 * Event loop only.
 */
public final class TrafficMeter {
  /** What is to happen to what the client sends now. */
  public enum Verdict {
    /** It goes on. */
    PASS,
    /** It is refused. */
    DROP,
    /** It is refused, and the connection ends. */
    DISCONNECT
  }

  /** What has been exceeded. */
  public enum Kind {
    /** Elements. */
    PACKETS,
    /** Bytes. */
    BYTES
  }

  private final TrafficLimits limits;
  private long minute;
  private long minutePacketsRead;
  private long minutePacketsWritten;
  private long minuteBytesRead;
  private long minuteBytesWritten;
  private long packetsRead;
  private long packetsWritten;
  private long bytesRead;
  private long bytesWritten;

  /** Counts against {@code limits}. */
  public TrafficMeter(TrafficLimits limits) {
    this.limits = limits;
  }

  /** The client sent bytes in {@code now}, a number of minutes. */
  public void onBytesRead(int count, long now) {
    roll(now);
    minuteBytesRead += count;
    bytesRead += count;
  }

  /** The client sent an element. */
  public void onPacketRead(long now) {
    roll(now);
    minutePacketsRead++;
    packetsRead++;
  }

  /** The client was sent elements and bytes. */
  public void onWritten(int packets, int bytes, long now) {
    roll(now);
    minutePacketsWritten += packets;
    packetsWritten += packets;
    minuteBytesWritten += bytes;
    bytesWritten += bytes;
  }

  /** Returns what is to happen in {@code now}: the harder one where both kinds are past. */
  public Verdict verdict(long now) {
    roll(now);
    Verdict packets = arePacketsPast() ? of(limits.xmpp().action()) : Verdict.PASS;
    Verdict bytes = areBytesPast() ? of(limits.bin().action()) : Verdict.PASS;
    return packets.compareTo(bytes) >= 0 ? packets : bytes;
  }

  /** Returns the kind that is past its limit; bytes where both or none are. */
  public Kind kind() {
    return areBytesPast() || !arePacketsPast() ? Kind.BYTES : Kind.PACKETS;
  }

  private boolean arePacketsPast() {
    TrafficLimit limit = limits.xmpp();
    return limit.isPast(minutePacketsRead, packetsRead)
        || limit.isPast(minutePacketsWritten, packetsWritten);
  }

  private boolean areBytesPast() {
    TrafficLimit limit = limits.bin();
    return limit.isPast(minuteBytesRead, bytesRead)
        || limit.isPast(minuteBytesWritten, bytesWritten);
  }

  private static Verdict of(Action action) {
    return switch (action) {
      case DISC -> Verdict.DISCONNECT;
      case DROP -> Verdict.DROP;
    };
  }

  private void roll(long now) {
    if (now != minute) {
      minute = now;
      minutePacketsRead = 0;
      minutePacketsWritten = 0;
      minuteBytesRead = 0;
      minuteBytesWritten = 0;
    }
  }
}
