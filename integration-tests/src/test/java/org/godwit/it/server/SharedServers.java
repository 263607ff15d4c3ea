package org.godwit.it.server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the server of their {@link Runs} annotation: one for each backend in the whole suite,
 * started when first needed and stopped at the end.
 */
public final class SharedServers implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedServers.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GodwitServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Backend backend = context.getRequiredTestClass().getAnnotation(Runs.class).on();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(backend, Outcome::of, Outcome.class)
        .server();
  }

  /** A start is tried once: where it fails, every test says why without trying again. */
  private record Outcome(@Nullable GodwitServer started, @Nullable Throwable failure)
      implements AutoCloseable {

    static Outcome of(Backend backend) {
      try {
        return new Outcome(GodwitServer.start(backend), null);
      } catch (RuntimeException | LinkageError e) {
        return new Outcome(null, e);
      }
    }

    GodwitServer server() {
      if (started == null) {
        throw new IllegalStateException("the server did not start", failure);
      }
      return started;
    }

    @Override
    public void close() {
      if (started != null) {
        started.close();
      }
    }
  }
}
