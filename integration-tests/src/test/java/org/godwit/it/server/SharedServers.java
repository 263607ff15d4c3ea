package org.godwit.it.server;

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
        .computeIfAbsent(backend, GodwitServer::start, GodwitServer.class);
  }
}
