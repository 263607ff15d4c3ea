package org.godwit.benchmarks;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.jid.Jid;

/** The stanza that all benchmarks work on: a chat message with a body of 100 bytes. */
final class Samples {

  static final byte[] STREAM =
      bytes(
          "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
              + " xmlns:stream='http://etherx.jabber.org/streams'>");

  static final byte[] MESSAGE =
      bytes(
          "<message to='bob@localhost/phone' type='chat' id='m-4711'><body>"
              + "x".repeat(100)
              + "</body><request xmlns='urn:xmpp:receipts'/></message>");

  static final Jid ALICE = Jid.of("alice@localhost/phone");

  private Samples() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
