package org.godwit.it.server;

import java.security.cert.X509Certificate;
import org.godwit.standalone.Ports;

/** How clients find a server under test. */
public interface ServerAddress {

  /** Returns its ports. */
  Ports ports();

  /** Returns its certificate, the only one that clients of tests accept. */
  X509Certificate certificate();
}
