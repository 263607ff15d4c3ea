package org.godwit.it.client;

import java.util.List;
import org.jivesoftware.smack.ConnectionListener;

/** Collects why connections were closed. */
record ClosingListener(List<Exception> closings) implements ConnectionListener {

  @Override
  public void connectionClosedOnError(Exception e) {
    closings.add(e);
  }
}
