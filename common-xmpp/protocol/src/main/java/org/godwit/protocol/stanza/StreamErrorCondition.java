package org.godwit.protocol.stanza;

import java.util.Locale;

/** The defined conditions of a stream error (RFC 6120, section 4.9.3). Each ends the stream. */
public enum StreamErrorCondition {
  /** XML that cannot be processed (4.9.3.1). */
  BAD_FORMAT,
  /** An unsupported namespace prefix, or none where one is needed (4.9.3.2). */
  BAD_NAMESPACE_PREFIX,
  /** A new stream of the same entity replaces this one (4.9.3.3). */
  CONFLICT,
  /** The peer did not react in time (4.9.3.4). */
  CONNECTION_TIMEOUT,
  /** The domain is no longer served here (4.9.3.5). */
  HOST_GONE,
  /** The domain is not served here (4.9.3.6). */
  HOST_UNKNOWN,
  /** A stanza between servers lacks to or from (4.9.3.7). */
  IMPROPER_ADDRESSING,
  /** The server's own fault (4.9.3.8). */
  INTERNAL_SERVER_ERROR,
  /** The from address does not belong to the stream (4.9.3.9). */
  INVALID_FROM,
  /** The stream or its content namespace is not supported (4.9.3.10). */
  INVALID_NAMESPACE,
  /** XML that violates a schema (4.9.3.11). */
  INVALID_XML,
  /** The stream is not yet authenticated (4.9.3.12). */
  NOT_AUTHORIZED,
  /** XML that is not well-formed (4.9.3.13). */
  NOT_WELL_FORMED,
  /** A local service policy was violated (4.9.3.14). */
  POLICY_VIOLATION,
  /** A needed remote server cannot be reached (4.9.3.15). */
  REMOTE_CONNECTION_FAILED,
  /** New features need a new stream (4.9.3.16). */
  RESET,
  /** The server lacks resources for this stream (4.9.3.17). */
  RESOURCE_CONSTRAINT,
  /** XML that RFC 6120, section 11.1, forbids: comment, PI, DTD, entity (4.9.3.18). */
  RESTRICTED_XML,
  /** The peer should connect elsewhere (4.9.3.19). */
  SEE_OTHER_HOST,
  /** The server shuts down (4.9.3.20). */
  SYSTEM_SHUTDOWN,
  /** None of the others fits (4.9.3.21). */
  UNDEFINED_CONDITION,
  /** An encoding other than UTF-8 (4.9.3.22). */
  UNSUPPORTED_ENCODING,
  /** A mandatory feature is not supported by the peer (4.9.3.23). */
  UNSUPPORTED_FEATURE,
  /** An element that is no stanza (4.9.3.24). */
  UNSUPPORTED_STANZA_TYPE,
  /** An unsupported stream version (4.9.3.25). */
  UNSUPPORTED_VERSION;

  private final String element;

  StreamErrorCondition() {
    this.element = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the element's local name. */
  public String element() {
    return element;
  }
}
