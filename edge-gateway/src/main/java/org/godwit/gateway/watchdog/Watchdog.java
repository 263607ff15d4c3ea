package org.godwit.gateway.watchdog;

import org.godwit.gateway.watchdog.WatchdogProperties.PingType;

/**
 * Says when a silent client is to be asked whether it is there, and when it is not. Pure but for
 * its own fields; event loop only. Times are those of {@link System#nanoTime}.
 */
public final class Watchdog {
  /** What is due. */
  public enum Due {
    /** Nothing. */
    NOTHING,
    /** The client is to be sent a space. */
    SPACE,
    /** The client is to be asked something that it answers. */
    PING,
    /** The client has not answered: its connection counts as lost. */
    LOST
  }

  private final WatchdogProperties settings;
  private long checkedNanos;
  private long readNanos;
  private long movedNanos;
  private long pingedNanos;
  private boolean isPinged;

  /** Begins to watch a client that was heard of at {@code nowNanos}. */
  public Watchdog(WatchdogProperties settings, long nowNanos) {
    this.settings = settings;
    this.checkedNanos = nowNanos;
    this.readNanos = nowNanos;
    this.movedNanos = nowNanos;
  }

  /** Bytes of the client came: whatever they are, it lives. */
  public void onRead(long nowNanos) {
    readNanos = nowNanos;
    movedNanos = nowNanos;
    isPinged = false;
  }

  /** Bytes went to the client. */
  public void onWritten(long nowNanos) {
    movedNanos = nowNanos;
  }

  /** Returns what is due; a ping is taken as sent. */
  public Due due(long nowNanos) {
    if (isPinged && nowNanos - pingedNanos >= settings.answerTimeout().toNanos()) {
      return Due.LOST;
    }
    if (nowNanos - checkedNanos < settings.delay().toNanos()) {
      return Due.NOTHING;
    }
    checkedNanos = nowNanos;
    boolean asks = settings.type() == PingType.XMPP;
    long silentNanos = nowNanos - (asks ? readNanos : movedNanos);
    if (isPinged || silentNanos < settings.timeout().toNanos()) {
      return Due.NOTHING;
    }
    movedNanos = nowNanos;
    if (!asks) {
      return Due.SPACE;
    }
    isPinged = true;
    pingedNanos = nowNanos;
    return Due.PING;
  }
}
