package org.godwit.gateway.netty;

/** Names of the handlers of a client's pipeline. */
final class HandlerNames {
  /** The PROXY header, from trusted addresses, until it is read. */
  static final String PROXY = "proxy";

  /** TLS: from the first byte on, or from {@code <starttls/>} on. */
  static final String TLS = "tls";

  /** Finds out whether an HTTP connection begins with TLS. */
  static final String TLS_DETECTION = "tls-detection";

  /** HTTP requests and responses; gone once a WebSocket is open. */
  static final String HTTP = "http";

  /** Joins the pieces of an HTTP request; gone once a WebSocket is open. */
  static final String HTTP_AGGREGATOR = "http-aggregator";

  /** Answers browsers that ask whether pages of other sites may connect. */
  static final String CORS = "cors";

  /** Closes HTTP connections that send no request. */
  static final String HTTP_IDLE = "http-idle";

  /** Answers HTTP requests; gone once a WebSocket is open. */
  static final String HTTP_REQUESTS = "http-requests";

  /** Joins the fragments of a WebSocket message. */
  static final String WEBSOCKET_AGGREGATOR = "websocket-aggregator";

  /** Turns WebSocket messages into a stream and back. */
  static final String WEBSOCKET = "websocket";

  /** Compresses what the stream writes. */
  static final String ZLIB_ENCODER = "zlib-encoder";

  /** Counts compressed bytes. */
  static final String ZLIB_COUNT = "zlib-count";

  /** Decompresses them. */
  static final String ZLIB_DECODER = "zlib-decoder";

  /** Bounds what they become. */
  static final String ZLIB_BOUND = "zlib-bound";

  /** The stream: XML, machine, delivery. */
  static final String STREAM = "stream";

  private HandlerNames() {}
}
