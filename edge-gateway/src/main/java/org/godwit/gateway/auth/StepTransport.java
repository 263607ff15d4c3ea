package org.godwit.gateway.auth;

import java.util.concurrent.CompletableFuture;

/** Takes SASL steps to auth-service. Any thread; never blocks. */
public interface StepTransport extends AutoCloseable {

  /**
   * Posts {@code json}; completes with the body of the answer, or fails where there is none or its
   * status is not 200. Whoever completes what is returned gives up: its connection is closed.
   */
  CompletableFuture<byte[]> post(byte[] json);

  @Override
  void close();
}
