package org.godwit.protocol.jid;

import org.jspecify.annotations.Nullable;

/**
 * An XMPP address: {@code [local@]domain[/resource]}, prepared and enforced as RFC 7622 says.
 *
 * <p>Immutable; equality is equality of the enforced parts. Any thread.
 */
public final class Jid implements Comparable<Jid> {

  /** The whole address: no part can hold the separators before it, so it says all. */
  private final String text;

  /** Index of the {@code @}, or -1 where there is no localpart. */
  private final int at;

  /** Index of the {@code /}, or the length where there is no resourcepart. */
  private final int slash;

  /** Made when it is first asked for; two threads may make the same. */
  private @Nullable String bareText;

  private Jid(String text, int at, int slash) {
    this.text = text;
    this.at = at;
    this.slash = slash;
  }

  /** Returns the address written in {@code text}, or null where it is not a valid one. */
  public static @Nullable Jid parse(String text) {
    int slash = slashIn(text);
    int at = atIn(text, slash);
    if (JidRules.isEnforced(text, at, slash)) {
      return new Jid(text, at, slash);
    }
    return JidRules.enforce(
        at < 0 ? null : text.substring(0, at),
        text.substring(at + 1, slash),
        slash == text.length() ? null : text.substring(slash + 1));
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
    String bare = local == null ? domain : local + '@' + domain;
    return new Jid(
        resource == null ? bare : bare + '/' + resource,
        local == null ? -1 : local.length(),
        bare.length());
  }

  /** Returns the address written in {@code text}, which must come from {@link #toString()}. */
  public static Jid ofEnforced(String text) {
    int slash = slashIn(text);
    return new Jid(text, atIn(text, slash), slash);
  }

  private static int slashIn(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text.length() : slash;
  }

  // RFC 7622, section 3.5: first the resourcepart is cut off, then the localpart.
  private static int atIn(String text, int slash) {
    return text.indexOf('@', 0, slash);
  }

  /** Returns the localpart, or null where there is none. */
  public @Nullable String local() {
    return at < 0 ? null : text.substring(0, at);
  }

  /** Returns the domainpart. */
  public String domain() {
    return text.substring(at + 1, slash);
  }

  /** Returns the resourcepart, or null where there is none. */
  public @Nullable String resource() {
    return isBare() ? null : text.substring(slash + 1);
  }

  /** Tells whether there is no resourcepart. */
  public boolean isBare() {
    return slash == text.length();
  }

  /** Tells whether there is a resourcepart. */
  public boolean isFull() {
    return slash < text.length();
  }

  /** Tells whether this is a domain alone. */
  public boolean isDomain() {
    return at < 0 && isBare();
  }

  /** Returns this address without its resourcepart. */
  public Jid bare() {
    return isBare() ? this : new Jid(bareText(), at, slash);
  }

  /** Returns the bare address with {@code resource}, or null where that is not a valid one. */
  public @Nullable Jid withResource(String resource) {
    String enforced = JidRules.resource(resource);
    return enforced == null ? null : new Jid(bareText() + '/' + enforced, at, slash);
  }

  /** Returns the text of the bare address: the key of this account or room on the bus. */
  public String bareText() {
    if (isBare()) {
      return text;
    }
    String bare = bareText;
    if (bare == null) {
      bare = text.substring(0, slash);
      bareText = bare;
    }
    return bare;
  }

  @Override
  public int compareTo(Jid other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Jid jid && text.equals(jid.text));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
