package org.godwit.it.chaos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One child of a stream, as text.
 *
 * @param text all of it
 */
record Element(String text) {

  private static final Pattern NAME = Pattern.compile("<([^\\s/>]+)");
  private static final Pattern CONDITION =
      Pattern.compile("<([a-z-]+) xmlns=['\"]urn:ietf:params:xml:ns:xmpp-(stanzas|streams|sasl)");

  /** Returns its name as it is written, with its prefix. */
  String name() {
    Matcher matcher = NAME.matcher(text);
    return matcher.lookingAt() ? matcher.group(1) : "";
  }

  /** Returns an attribute of the element itself, or null. */
  @Nullable String attribute(String name) {
    Matcher matcher =
        Pattern.compile("\\s" + name + "\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")")
            .matcher(text.substring(0, text.indexOf('>')));
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }

  /** Returns an attribute that is a number, or {@code otherwise} where it is absent. */
  long number(String name, long otherwise) {
    String value = attribute(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /** Returns the error condition in it, or an empty text. */
  String condition() {
    Matcher matcher = CONDITION.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Tells whether {@code part} is in it. */
  boolean contains(String part) {
    return text.contains(part);
  }
}
