package org.godwit.gateway.stream;

import static org.godwit.gateway.stream.MachineScene.frame;

import java.util.List;
import java.util.Map;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.stream.StreamInput.BindAnswered;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.jid.Jid;

/** A client inside TLS that uses SASL2, and what auth-service and the owner answer. */
final class Sasl2Scene {
  static final String RESUME = "<resume xmlns='urn:xmpp:sm:3' previd='old' h='5'/>";
  static final String NS = "xmlns='urn:xmpp:sasl:2'";
  static final String AGENT = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  static final String USER_AGENT = "<user-agent id='" + AGENT + "'/>";
  static final Jid ALICE = Jid.of("alice@localhost");
  static final Jid PHONE = Jid.of("alice@localhost/phone");
  static final StreamHeader HEADER = new StreamHeader("localhost", "s1", "de", null);
  static final DomainPolicy DOMAIN =
      new DomainPolicy(false, false, List.of("SCRAM-SHA-1", "PLAIN"), true);
  static final SecureChannel CHANNEL =
      new SecureChannel(Map.of("tls-server-end-point", "AAAA"), List.of());

  static Negotiating negotiating(StreamHeader header, DomainPolicy domain) {
    return new Negotiating(Connection.from("192.0.2.1").toEncrypted(CHANNEL), header, domain);
  }

  static Negotiating negotiating() {
    return negotiating(HEADER, DOMAIN);
  }

  static Authenticated authenticated(int binds) {
    Connection connection = Connection.from("192.0.2.1").toEncrypted(CHANNEL);
    return new Authenticated(ALICE, HEADER, connection.toAuthenticated(ALICE), binds);
  }

  static String authenticate(String mechanism, String children) {
    return "<authenticate " + NS + " mechanism='" + mechanism + "'>" + children + "</authenticate>";
  }

  static String plain(String children) {
    return authenticate("PLAIN", "<initial-response>AAAA</initial-response>" + children);
  }

  static SaslAnswered success(String data) {
    return new SaslAnswered(new SaslAnswer.Success(data, ALICE, null));
  }

  /** Logs in with what is wanted besides; returns what came of auth-service's success. */
  static StreamStep loggedIn(StreamMachine machine, String children) {
    StreamStep asked = machine.step(negotiating(), frame(plain(children)));
    return machine.step(asked.state(), new SaslAnswered(new SaslAnswer.Success(null, ALICE, null)));
  }

  static StreamStep bound(StreamMachine machine, StreamStep asked) {
    return machine.step(
        asked.state(),
        new BindAnswered(new StreamBound("s1", ((Binding) asked.state()).bindId(), PHONE)));
  }

  private Sasl2Scene() {}
}
