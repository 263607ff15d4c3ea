package org.godwit.muc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.RoomConfig;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaErrorType;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * Extended Channel Search (XEP-0433, version 0.1.0) of the service's public rooms, in the order of
 * their addresses. Not there: numbers of occupants, which the rooms' owners know and the store does
 * not, so neither {@code min_users} nor the order by them. Immutable; any thread.
 */
final class RoomSearchModule implements XepModule {

  /** The namespace and feature. */
  static final String NAMESPACE = "urn:xmpp:channel-search:0:search";

  private static final String PARAMETERS = "urn:xmpp:channel-search:0:search-params";
  private static final String ERRORS = "urn:xmpp:channel-search:0:error";
  private static final String BY_ADDRESS = "{urn:xmpp:channel-search:0:order}address";
  private static final String ROOMS = "xep-0045";
  private static final int TERM_CHARS_MIN = 3;
  private static final int TERMS_MAX = 8;

  private final RoomStore store;
  private final int pageMax;

  /**
   * Makes the module.
   *
   * @param store knows the rooms
   * @param pageMax how many rooms a page has at most
   */
  RoomSearchModule(RoomStore store, int pageMax) {
    this.store = store;
    this.pageMax = pageMax;
  }

  @Override
  public Xep spec() {
    return new Xep(433, "0.1.0", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(
            StanzaType.GET, TargetKind.SERVER, new XmlName(NAMESPACE, "search"), this::search));
  }

  private CompletionStage<Reply> search(XmlElement iq, Context context) {
    XmlElement search = Objects.requireNonNull(iq.firstElement(), "the binding has a payload");
    DataForm filled = DataForm.in(search);
    if (filled == null) {
      return now(Reply.of(XmlElement.of(NAMESPACE, "search").child(form().toElement()).build()));
    }
    RoomStore.ListQuery page = RoomPages.asked(search.child(RoomPages.RSM, "set"), pageMax);
    if (page == null || !PARAMETERS.equals(filled.formType())) {
      return now(
          Reply.failure(
              StanzaError.of(StanzaErrorCondition.BAD_REQUEST, "The search is not understood.")));
    }
    String key = filled.value("key");
    if (key != null && !key.equals(BY_ADDRESS)) {
      return now(refused(StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED, "invalid-sort-key", null));
    }
    String words = filled.value("q");
    boolean all = flag(filled, "all", false);
    boolean asked = words != null && !words.isBlank();
    if (all && asked) {
      return now(conflict());
    }
    RoomStore.Search wanted =
        new RoomStore.Search(
            asked && words != null ? terms(words) : List.of(),
            flag(filled, "sinname", true),
            flag(filled, "sindescription", true),
            // Section 6.1 has the one name, section 4.2.1 the other.
            flag(filled, "sinaddress", true) && flag(filled, "sinaddr", true));
    if (!all && (!asked || wanted.isNowhere())) {
      return now(
          refused(
              StanzaErrorCondition.BAD_REQUEST, StanzaErrorType.CANCEL, "no-search-conditions"));
    }
    if (asked && wanted.terms().isEmpty()) {
      return now(
          refused(
              StanzaErrorCondition.BAD_REQUEST,
              "invalid-search-terms",
              "A term has at least " + TERM_CHARS_MIN + " characters."));
    }
    if (filled.has("types") && !filled.values("types").contains(ROOMS)) {
      return now(Reply.of(result(new RoomStore.Listing(List.of(), 0, 0))));
    }
    return store
        .list(context.target().domain(), wanted, page)
        .thenApply(found -> Reply.of(result(found)));
  }

  /** Returns the terms of {@code words}; those that are too short or too many are left out. */
  private static List<String> terms(String words) {
    List<String> terms = new ArrayList<>();
    for (String word : words.strip().split("\\s+", -1)) {
      if (word.codePointCount(0, word.length()) >= TERM_CHARS_MIN && terms.size() < TERMS_MAX) {
        terms.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return terms;
  }

  private static boolean flag(DataForm form, String name, boolean otherwise) {
    String value = form.value(name);
    Boolean flag = value == null ? null : DataForm.flag(value);
    return flag == null ? otherwise : flag;
  }

  /** Section 4.2.1. */
  private static DataForm form() {
    return DataForm.of(
        "form",
        PARAMETERS,
        List.of(
            new FormField("q", "text-single", "Search for", List.of(), List.of(), false),
            FormField.flag("all", "Return all entries", false),
            FormField.flag("sinname", "Search in name", true),
            FormField.flag("sindescription", "Search in description", true),
            FormField.flag("sinaddress", "Search in address", true),
            new FormField(
                "types", "list-multi", "Service types", List.of(ROOMS), List.of(ROOMS), false),
            FormField.choice("key", "Sort results by", BY_ADDRESS, List.of(BY_ADDRESS))));
  }

  /** Section 6.2. */
  private static XmlElement result(RoomStore.Listing found) {
    XmlElement.Builder result = XmlElement.of(NAMESPACE, "result");
    for (RoomStore.Listed room : found.rooms()) {
      RoomConfig config = room.config();
      boolean open =
          !config.is(ConfigField.MEMBERS_ONLY) && !config.is(ConfigField.PASSWORD_PROTECTED);
      XmlElement.Builder item =
          XmlElement.of(NAMESPACE, "item")
              .attribute("address", room.jid().toString())
              .child(text("name", room.name()));
      if (!config.text(ConfigField.ROOM_DESC).isEmpty()) {
        item.child(text("description", config.text(ConfigField.ROOM_DESC)));
      }
      if (!config.text(ConfigField.LANG).isEmpty()) {
        item.child(text("language", config.text(ConfigField.LANG)));
      }
      result.child(
          item.child(text("service-type", ROOMS))
              .child(text("is-open", Boolean.toString(open)))
              .child(
                  text(
                      "anonymity-mode",
                      config.isNonAnonymous()
                          ? "{urn:xmpp:channel-search:0:anonymity}none"
                          : "muc_semianonymous")));
    }
    return result.child(RoomPages.found(found)).build();
  }

  private static XmlElement text(String name, String text) {
    return XmlElement.of(NAMESPACE, name).text(text).build();
  }

  /** Section 4.2.2.6. */
  private static Reply conflict() {
    XmlElement fields =
        XmlElement.of(ERRORS, "conflicting-fields")
            .child(XmlElement.of(ERRORS, "var").text("all"))
            .child(XmlElement.of(ERRORS, "var").text("q"))
            .build();
    return Reply.failure(
        new StanzaError(
            StanzaErrorType.MODIFY,
            StanzaErrorCondition.BAD_REQUEST,
            "Either all rooms or those with certain words.",
            fields));
  }

  private static Reply refused(
      StanzaErrorCondition condition, String specific, @Nullable String text) {
    return Reply.failure(
        new StanzaError(
            StanzaErrorType.MODIFY, condition, text, XmlElement.of(ERRORS, specific).build()));
  }

  private static Reply refused(
      StanzaErrorCondition condition, StanzaErrorType type, String specific) {
    return Reply.failure(
        new StanzaError(type, condition, null, XmlElement.of(ERRORS, specific).build()));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
