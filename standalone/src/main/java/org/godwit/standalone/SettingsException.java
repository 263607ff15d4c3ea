package org.godwit.standalone;

/** A wrong setting. Its message is one sentence that names key, value and what is allowed. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes the sentence. */
  public SettingsException(String message) {
    super(message);
  }
}
