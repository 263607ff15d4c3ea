package org.godwit.gateway.delivery;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams of this gateway that owners may know of, by id. Any thread. */
public final class StreamDirectory {
  private final ConcurrentHashMap<String, StreamSink> streams = new ConcurrentHashMap<>();

  /** Adds a stream; one that is there under this id gives way. */
  public void add(String streamId, StreamSink stream) {
    streams.put(streamId, stream);
  }

  /** Removes a stream, unless another has taken its id. */
  public void remove(String streamId, StreamSink stream) {
    streams.remove(streamId, stream);
  }

  /** Returns the stream, or null where it does not exist here. */
  public @Nullable StreamSink find(String streamId) {
    return streams.get(streamId);
  }

  /** Returns how many ids are known; a resumed stream has two. */
  public int size() {
    return streams.size();
  }
}
