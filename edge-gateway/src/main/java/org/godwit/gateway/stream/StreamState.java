package org.godwit.gateway.stream;

import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.InviteToken;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's stream stands; {@link StreamMachine} draws the transitions.
 *
 * <p>A state that waits for somebody else takes no input from the client meanwhile: the shell
 * leaves the bytes where they are.
 */
public sealed interface StreamState {
  /** Returns the id of a stream whose owner has been asked and has not answered; null for none. */
  default @Nullable String askedId() {
    return switch (this) {
      case Binding binding -> binding.before().header().id();
      case Resuming resuming -> resuming.before().header().id();
      default -> null;
    };
  }

  /** Returns the host that the stream was opened to; null while that is not known. */
  default @Nullable String host() {
    return switch (this) {
      case AwaitingHeader waiting -> {
        Jid account = waiting.connection().account();
        yield account == null ? null : account.domain();
      }
      case FindingDomain finding -> finding.header().host();
      case Negotiating negotiating -> negotiating.header().host();
      case StartingTls _ -> null;
      case RelayingSasl relaying -> relaying.before().header().host();
      case Challenged challenged -> challenged.before().header().host();
      case Registering registering -> registering.before().header().host();
      case Authenticated authenticated -> authenticated.account().domain();
      case Binding binding -> binding.before().account().domain();
      case Resuming resuming -> resuming.before().account().domain();
      case Bound open -> open.jid().domain();
      case Closed _ -> null;
    };
  }

  /** Tells whether the next event of the client's input may be handed over. */
  default boolean takesInput() {
    return true;
  }

  /**
   * No header yet: at the beginning, after TLS and after SASL.
   *
   * @param connection the connection
   */
  record AwaitingHeader(Connection connection) implements StreamState {}

  /**
   * The header is good; what the domain offers is being looked up.
   *
   * @param connection the connection
   * @param header the agreed header, not yet answered
   */
  record FindingDomain(Connection connection, StreamHeader header) implements StreamState {
    @Override
    public boolean takesInput() {
      return false;
    }
  }

  /**
   * Features are sent; the client is not authenticated.
   *
   * @param connection the connection
   * @param header the agreed header
   * @param domain what the domain offers
   */
  record Negotiating(Connection connection, StreamHeader header, DomainPolicy domain)
      implements StreamState {}

  /**
   * The client was told to proceed with TLS.
   *
   * @param connection the connection
   */
  record StartingTls(Connection connection) implements StreamState {
    @Override
    public boolean takesInput() {
      return false;
    }
  }

  /**
   * A SASL step is with auth-service.
   *
   * @param before where a failure leads back to
   * @param mechanism name of the mechanism
   * @param way the protocol that the client uses
   */
  record RelayingSasl(Negotiating before, String mechanism, LoginWay way) implements StreamState {
    @Override
    public boolean takesInput() {
      return false;
    }
  }

  /**
   * The client owes the response to a challenge.
   *
   * @param before where a failure leads back to
   * @param mechanism name of the mechanism
   * @param sealed auth-service's sealed state
   * @param way the protocol that the client uses
   */
  record Challenged(Negotiating before, String mechanism, String sealed, LoginWay way)
      implements StreamState {
    @Override
    public String toString() {
      return "Challenged[" + mechanism + ']';
    }
  }

  /**
   * A registration, or an invitation that comes before it, is with auth-service.
   *
   * @param before where the answer leads back to
   * @param request the iq without its password or token
   * @param shown the invitation that is being checked; null where it is a registration
   */
  record Registering(Negotiating before, XmlElement request, @Nullable InviteToken shown)
      implements StreamState {
    @Override
    public boolean takesInput() {
      return false;
    }
  }

  /**
   * The client is authenticated and must bind a resource.
   *
   * @param account its bare JID
   * @param header the agreed header
   * @param connection the connection
   * @param binds how many requests to bind, to resume or to compress were refused so far
   */
  record Authenticated(Jid account, StreamHeader header, Connection connection, int binds)
      implements StreamState {
    /** Returns the state of a stream that goes on without a new header (XEP-0388, XEP-0078). */
    static Authenticated from(Negotiating before, Jid account) {
      return new Authenticated(
          account, before.header(), before.connection().toAuthenticated(account), 0);
    }

    /** Returns this state after one more refusal. */
    Authenticated forNextBind() {
      return new Authenticated(account, header, connection, binds + 1);
    }
  }

  /**
   * A request to bind is with the account's owner.
   *
   * @param before where a refusal leads back to
   * @param bindId pairs the answer with the request
   * @param way how the client asked, which decides how it is answered
   */
  record Binding(Authenticated before, String bindId, BindWay way) implements StreamState {
    @Override
    public boolean takesInput() {
      return false;
    }
  }

  /**
   * A request to resume another stream is with the account's owner (XEP-0198, section 5).
   *
   * @param before where a refusal leads back to
   * @param bindId pairs the answer with the request
   * @param previd the other stream
   * @param success what waits to be told with the answer, where the request came with SASL2; null
   *     where it came by itself
   */
  record Resuming(
      Authenticated before, String bindId, String previd, @Nullable PendingSuccess success)
      implements StreamState {
    @Override
    public boolean takesInput() {
      return false;
    }
  }

  /**
   * The stream may send and receive stanzas.
   *
   * @param jid its full JID
   * @param header the agreed header; its id is that of the first stream where one was resumed
   */
  record Bound(Jid jid, StreamHeader header) implements StreamState {}

  /** The stream has ended; what still comes is thrown away. */
  record Closed() implements StreamState {}
}
