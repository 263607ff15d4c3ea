package org.godwit.protocol.module;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;

/** One thing that a module handles, as data. */
public sealed interface Binding {

  /** Returns the iq type it handles: get or set. */
  StanzaType type();

  /** Returns whom the iq must be for. */
  TargetKind target();

  /** Returns the name of the iq's child. */
  XmlName payload();

  /** Answers from the request alone. Pure. */
  @FunctionalInterface
  interface IqHandler {
    /** Returns the answer to {@code iq}, whose first child is the bound payload. */
    Reply handle(XmlElement iq, Context context);
  }

  /** Answers after reading or writing through a port. Must not block the caller. */
  @FunctionalInterface
  interface AsyncIqHandler {
    /** Returns the answer to come; one that fails is answered with internal-server-error. */
    CompletionStage<Reply> handle(XmlElement iq, Context context);
  }

  /**
   * A request that is answered at once.
   *
   * @param type get or set
   * @param target whom it is for
   * @param payload name of its child
   * @param handler answers
   */
  record Iq(StanzaType type, TargetKind target, XmlName payload, IqHandler handler)
      implements Binding {}

  /**
   * A request that is answered later; other requests of the same account go on meanwhile.
   *
   * @param type get or set
   * @param target whom it is for
   * @param payload name of its child
   * @param handler answers
   */
  record AsyncIq(StanzaType type, TargetKind target, XmlName payload, AsyncIqHandler handler)
      implements Binding {}

  /** Binds a request that is answered at once. */
  static Binding iq(StanzaType type, TargetKind target, XmlName payload, IqHandler handler) {
    return new Iq(type, target, payload, handler);
  }

  /** Binds a request that is answered later. */
  static Binding iqAsync(
      StanzaType type, TargetKind target, XmlName payload, AsyncIqHandler handler) {
    return new AsyncIq(type, target, payload, handler);
  }
}
