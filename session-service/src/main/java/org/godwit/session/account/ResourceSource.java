package org.godwit.session.account;

/** Makes resources for streams that leave the choice to the server (RFC 6120, section 7.6). */
@FunctionalInterface
public interface ResourceSource {

  /** Returns a resource that nobody can guess (RFC 6120, section 13.10.2). */
  String next();
}
