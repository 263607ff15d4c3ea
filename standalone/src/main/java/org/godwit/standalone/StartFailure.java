package org.godwit.standalone;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says in one sentence why a start failed. Pure. */
final class StartFailure {

  private StartFailure() {}

  /** Returns the sentence, or null where the cause is not one that a user can mend. */
  static @Nullable String sentence(Throwable failure) {
    String binding = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SettingsException e -> {
          return e.getMessage();
        }
        case BindValidationException e -> {
          return invalid(e);
        }
        case PortInUseException e -> {
          return "Port "
              + e.getPort()
              + " is in use: stop what uses it, or set"
              + " GODWIT_PORT_OFFSET to a number that is added to every port.";
        }
        case BindException e -> binding = unreadable(e);
        default -> {
          // Only what carries a sentence of its own is told; the loop goes on to the cause.
        }
      }
    }
    return binding;
  }

  private static String invalid(BindValidationException failure) {
    StringBuilder text = new StringBuilder();
    for (ObjectError error : failure.getValidationErrors()) {
      text.append(text.isEmpty() ? "" : "; ");
      if (error instanceof FieldError field) {
        text.append(failure.getValidationErrors().getName())
            .append('.')
            .append(field.getField())
            .append(" is '")
            .append(field.getRejectedValue())
            .append("': it ");
      }
      text.append(error.getDefaultMessage());
    }
    return text.append('.').toString();
  }

  private static String unreadable(BindException failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    String message = root.getMessage();
    if (message != null && message.contains("xmpp.")) {
      return message;
    }
    return failure.getName()
        + (failure.getProperty() == null ? "" : " is '" + failure.getProperty().getValue() + "'")
        + ": "
        + message;
  }
}
