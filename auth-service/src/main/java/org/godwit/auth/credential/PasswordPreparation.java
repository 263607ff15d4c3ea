package org.godwit.auth.credential;

import com.ongres.saslprep.SASLprep;
import org.jspecify.annotations.Nullable;

/**
 * SASLprep (RFC 4013), which SCRAM and PLAIN prescribe for passwords (RFC 5802, section 2.2).
 *
 * <p>Deviation: code points that Unicode 3.2 had not assigned are allowed when a password is set,
 * too. Section 2.5 of RFC 3454 forbids them there, but so nobody could use an emoji in a password,
 * and both sides leave them as they are.
 */
public final class PasswordPreparation {

  private static final SASLprep SASLPREP = new SASLprep();

  private PasswordPreparation() {}

  /** Returns the prepared password, or null where it is empty or has a prohibited character. */
  public static @Nullable String prepare(String password) {
    if (isPrintableAscii(password)) {
      return password.isEmpty() ? null : password;
    }
    try {
      String prepared = SASLPREP.prepareQuery(password);
      return prepared.isEmpty() ? null : prepared;
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // The library's ways to say "prohibited" (with a part of the password in the message) and
      // "nothing is left".
      return null;
    }
  }

  private static boolean isPrintableAscii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }
}
