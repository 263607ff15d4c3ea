/** REST of this service (RFC 9457 problems). Entry: {@code RosterController}. */
@NullMarked
package org.godwit.session.api;

import org.jspecify.annotations.NullMarked;
