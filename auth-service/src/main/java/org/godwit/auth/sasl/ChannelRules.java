package org.godwit.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.jspecify.annotations.Nullable;

/** Channel binding, and what protects the choice of it (RFC 5802, section 6; XEP-0474). Pure. */
final class ChannelRules {

  private static final byte[] NONE = {};
  private static final String ITEMS_END = "\u001F";
  private static final String ITEM_END = "\u001E";

  private ChannelRules() {}

  /**
   * Returns why a client's choice of channel binding cannot be taken; null where it can.
   *
   * @param plus whether the mechanism is one with channel binding
   */
  static SaslStep.@Nullable Failure refusal(Gs2Header header, boolean plus, SaslContext context) {
    if (plus) {
      return header.binding() != null && context.bindings().containsKey(header.binding())
          ? null
          : malformed("The channel binding is none of those that are offered.");
    }
    if (header.binding() != null) {
      return malformed("This mechanism has no channel binding.");
    }
    // Section 6: "y" though it was offered means that somebody changed the list on the way.
    boolean isOffered = context.offered().stream().anyMatch(name -> name.endsWith("-PLUS"));
    return header.suspectsDowngrade() && isOffered
        ? new SaslStep.Failure(
            SaslCondition.NOT_AUTHORIZED, "The server does offer channel binding.")
        : null;
  }

  /** Returns the data that the client must have bound to; empty for none, null where unknown. */
  static byte @Nullable [] data(@Nullable String binding, SaslContext context) {
    return binding == null ? NONE : context.bindings().get(binding);
  }

  /**
   * Returns the extension of the server's first message that shows what was offered (XEP-0474
   * v0.5.0, section 6.1); empty where nothing is known of it.
   */
  static String offerHash(ScramHash hash, SaslContext context) {
    if (context.offered().isEmpty()) {
      return "";
    }
    String offer = joined(context.offered().stream());
    if (!context.bindings().isEmpty()) {
      offer += ITEMS_END + joined(context.bindings().keySet().stream());
    }
    byte[] digest = ScramKeys.digest(hash, offer.getBytes(StandardCharsets.US_ASCII));
    return ",h=" + Base64.getEncoder().encodeToString(digest);
  }

  /** The names are ASCII: their order is that of i;octet. */
  private static String joined(Stream<String> names) {
    List<String> sorted = names.sorted().toList();
    return String.join(ITEM_END, sorted);
  }

  private static SaslStep.Failure malformed(String text) {
    return new SaslStep.Failure(SaslCondition.MALFORMED_REQUEST, text);
  }
}
