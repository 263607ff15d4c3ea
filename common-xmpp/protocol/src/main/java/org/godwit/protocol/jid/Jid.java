package org.godwit.protocol.jid;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An XMPP address: {@code [local@]domain[/resource]}, prepared and enforced as RFC 7622 says.
 *
 * <p>Immutable; equality is equality of the enforced parts. Any thread.
 */
public final class Jid implements Comparable<Jid> {

  private final @Nullable String local;
  private final String domain;
  private final @Nullable String resource;

  private Jid(@Nullable String local, String domain, @Nullable String resource) {
    this.local = local;
    this.domain = domain;
    this.resource = resource;
  }

  /** Returns the address written in {@code text}, or null where it is not a valid one. */
  public static @Nullable Jid parse(String text) {
    int slash = text.indexOf('/');
    String bare = slash < 0 ? text : text.substring(0, slash);
    String resource = slash < 0 ? null : text.substring(slash + 1);
    int at = bare.indexOf('@');
    String local = at < 0 ? null : bare.substring(0, at);
    return JidRules.enforce(local, bare.substring(at + 1), resource);
  }

  /**
   * Returns the address written in {@code text}.
   *
   * @throws IllegalArgumentException where it is not a valid one; for constants and configuration
   */
  public static Jid of(String text) {
    Jid jid = parse(text);
    if (jid == null) {
      throw new IllegalArgumentException("not a JID: '" + text + "'");
    }
    return jid;
  }

  /**
   * Returns the address with these parts, which must have been enforced before: from a record of
   * the bus or another {@link Jid}, never from a peer.
   */
  public static Jid ofEnforced(@Nullable String local, String domain, @Nullable String resource) {
    return new Jid(local, domain, resource);
  }

  /** Returns the address written in {@code text}, which must come from {@link #toString()}. */
  public static Jid ofEnforced(String text) {
    int slash = text.indexOf('/');
    int at = text.indexOf('@');
    if (slash >= 0 && at > slash) {
      at = -1;
    }
    return new Jid(
        at < 0 ? null : text.substring(0, at),
        text.substring(at + 1, slash < 0 ? text.length() : slash),
        slash < 0 ? null : text.substring(slash + 1));
  }

  /** Returns the localpart, or null where there is none. */
  public @Nullable String local() {
    return local;
  }

  /** Returns the domainpart. */
  public String domain() {
    return domain;
  }

  /** Returns the resourcepart, or null where there is none. */
  public @Nullable String resource() {
    return resource;
  }

  /** Tells whether there is no resourcepart. */
  public boolean isBare() {
    return resource == null;
  }

  /** Tells whether there is a resourcepart. */
  public boolean isFull() {
    return resource != null;
  }

  /** Tells whether this is a domain alone. */
  public boolean isDomain() {
    return local == null && resource == null;
  }

  /** Returns this address without its resourcepart. */
  public Jid bare() {
    return resource == null ? this : new Jid(local, domain, null);
  }

  /** Returns the bare address with {@code resource}, or null where that is not a valid one. */
  public @Nullable Jid withResource(String resource) {
    return JidRules.enforce(local, domain, resource);
  }

  /** Returns the text of the bare address: the key of this account or room on the bus. */
  public String bareText() {
    return local == null ? domain : local + '@' + domain;
  }

  @Override
  public int compareTo(Jid other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Jid jid
        && domain.equals(jid.domain)
        && Objects.equals(local, jid.local)
        && Objects.equals(resource, jid.resource);
  }

  @Override
  public int hashCode() {
    return (31 * domain.hashCode() + Objects.hashCode(local)) * 31 + Objects.hashCode(resource);
  }

  @Override
  public String toString() {
    return resource == null ? bareText() : bareText() + '/' + resource;
  }
}
