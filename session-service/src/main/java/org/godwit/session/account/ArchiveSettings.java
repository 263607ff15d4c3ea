package org.godwit.session.account;

/**
 * What a decision needs to know of the archive.
 *
 * @param enabled whether messages are archived
 * @param generation how often the log was begun anew while the archive was kept, 0 to {@link
 *     ArchiveId#GENERATION_MAX}: ids of a later generation follow all of an earlier one
 */
public record ArchiveSettings(boolean enabled, int generation) {

  /** Nothing is archived. */
  public static final ArchiveSettings NONE = new ArchiveSettings(false, 0);
}
