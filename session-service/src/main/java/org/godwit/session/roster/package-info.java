/**
 * Rosters and presence subscriptions (RFC 6121, sections 2 and 3): the values, the rules of
 * appendix A, the XML, and the rows in the database. Entry: {@link
 * org.godwit.session.roster.Roster}; who needs to read one uses {@link
 * org.godwit.session.roster.RosterReader}.
 */
@NullMarked
package org.godwit.session.roster;

import org.jspecify.annotations.NullMarked;
