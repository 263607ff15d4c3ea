package org.godwit.auth.tigase;

/**
 * How far an import has come, over all its runs.
 *
 * @param lastUid the last row that was handled
 * @param read rows that were read
 * @param imported accounts that were made
 * @param existed accounts that were here already
 * @param refused rows that are no account that can be here: another domain, no JID, a password that
 *     cannot be taken
 */
record ImportReport(long lastUid, long read, long imported, long existed, long refused) {

  static final ImportReport NOTHING = new ImportReport(0, 0, 0, 0, 0);

  /** What became of one row. */
  enum Result {
    IMPORTED,
    EXISTED,
    REFUSED
  }

  ImportReport with(Result result) {
    return new ImportReport(
        lastUid,
        read + 1,
        imported + (result == Result.IMPORTED ? 1 : 0),
        existed + (result == Result.EXISTED ? 1 : 0),
        refused + (result == Result.REFUSED ? 1 : 0));
  }

  ImportReport upTo(long uid) {
    return new ImportReport(uid, read, imported, existed, refused);
  }

  /** Returns the report in one line. */
  String text() {
    return "read "
        + read
        + ", imported "
        + imported
        + ", existed "
        + existed
        + ", refused "
        + refused
        + ", up to uid "
        + lastUid;
  }
}
