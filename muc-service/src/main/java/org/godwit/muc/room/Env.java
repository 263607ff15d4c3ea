package org.godwit.muc.room;

/**
 * What a decision may know beside the room and the stanza.
 *
 * @param id the place of the record that brought the stanza, which also tells the time
 * @param secret fresh random text, for a room that is created
 * @param limits what the service allows
 * @param missing whether the archive lacks the message that {@link RoomRules#named} tells
 */
public record Env(ArchiveId id, String secret, RoomLimits limits, boolean missing) {

  /** Returns the time of the input, in milliseconds since 1970. */
  public long nowMs() {
    return id.receivedAtMs();
  }

  @Override
  public String toString() {
    return "Env[" + id + ']';
  }
}
