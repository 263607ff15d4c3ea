package org.godwit.it.logs;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test class of the suite during which something was logged that has the form of a
 * secret. JUnit finds it by itself: no class needs to name it.
 */
public final class NoSecretsLogged implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    SecretsAppender.ofSuite().verify();
  }
}
