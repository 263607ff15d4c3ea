package org.godwit.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Notes the statements that are prepared on every data source of a context. Any thread. */
final class StatementCounter implements BeanPostProcessor {

  private final List<String> statements = new CopyOnWriteArrayList<>();

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource source ? noting(source) : bean;
  }

  private DataSource noting(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        (method, result) -> result instanceof Connection made ? noting(made) : result);
  }

  private Connection noting(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                statements.add(String.valueOf(arguments[0]));
              }
              return invoked(method, connection, arguments);
            });
  }

  private interface After {
    Object of(String method, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                after.of(method.getName(), invoked(method, target, arguments))));
  }

  private static Object invoked(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Forgets what was noted. */
  void clear() {
    statements.clear();
  }

  /** Returns the queries that were noted, in order. */
  List<String> queries() {
    return statements.stream()
        .map(String::strip)
        .filter(each -> each.regionMatches(true, 0, "select", 0, 6))
        .toList();
  }
}
