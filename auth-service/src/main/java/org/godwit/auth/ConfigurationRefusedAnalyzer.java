package org.godwit.auth;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the operator the sentence of a {@link ConfigurationRefusedException}, without a trace. */
public final class ConfigurationRefusedAnalyzer
    extends AbstractFailureAnalyzer<ConfigurationRefusedException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationRefusedException cause) {
    return new FailureAnalysis(
        cause.getMessage(), "Correct the setting and start again.", rootFailure);
  }
}
