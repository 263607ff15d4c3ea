package org.godwit.it.logs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells passwords, SASL messages, tokens and bodies in a text by their form. Any thread. */
final class SecretRules {

  /** A run of Base64 that is long enough for a SASL message; padding ends it. */
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");

  /** The messages of PLAIN (RFC 4616) and SCRAM (RFC 5802), and the tokens' (XEP-0484). */
  private static final Pattern SASL =
      Pattern.compile(
          "[\\P{Cc}]*\\x00[\\P{Cc}]+\\x00[\\P{Cc}]+"
              + "|(?:n|y|p=[^,]*),[^,]*,n=[^,]+,r=.+"
              + "|r=[^,]+,s=[^,]+,i=[0-9]+"
              + "|c=[^,]+,r=[^,]+,p=.+"
              + "|v=[A-Za-z0-9+/=]{20,}");

  private static final String ELEMENTS =
      "auth|response|challenge|initial-response|additional-data|password|body|success";

  /** What a written-out stanza, request or record would show, by what it is called. */
  private static final Map<String, Pattern> FORMS = forms();

  private SecretRules() {}

  private static Map<String, Pattern> forms() {
    Map<String, Pattern> forms = new LinkedHashMap<>();
    forms.put("an element", Pattern.compile("<(?:\\w+:)?(?:" + ELEMENTS + ")(?:\\s[^<>]*)?>[^<]"));
    forms.put("a password", Pattern.compile("(?i)\\bpassword[\"']?\\s?[=:]\\s?[\"']?(?!null)\\w"));
    forms.put("a token", Pattern.compile("(?i)\\b(?:token|preauth)[\"']?\\s?[=:]\\s?[\"']?\\w{8}"));
    forms.put("a bearer token", Pattern.compile("(?i)\\bbearer [\\w~+/.-]{8}"));
    forms.put("a SCRAM message", Pattern.compile("\\br=[^,\\s]+,(?:s|p)=[A-Za-z0-9+/]{4}"));
    return forms;
  }

  /** Returns what {@code text} has of a secret's form, in words without it; null for nothing. */
  static @Nullable String found(String text) {
    for (Map.Entry<String, Pattern> form : FORMS.entrySet()) {
      if (form.getValue().matcher(text).find()) {
        return form.getKey();
      }
    }
    Matcher runs = BASE64.matcher(text);
    while (runs.find()) {
      if (isSasl(runs.group())) {
        return "a SASL message in Base64";
      }
    }
    return null;
  }

  private static boolean isSasl(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return SASL.matcher(new String(bytes, StandardCharsets.UTF_8)).matches();
    } catch (IllegalArgumentException e) {
      // A word that merely looks like Base64, such as one with a length that Base64 never has.
      return false;
    }
  }
}
