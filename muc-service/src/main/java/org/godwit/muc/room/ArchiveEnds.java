package org.godwit.muc.room;

/**
 * The first and the last message of a room's archive (XEP-0313, section 5).
 *
 * @param first the oldest
 * @param last the latest
 */
public record ArchiveEnds(ArchiveId first, ArchiveId last) {}
