/**
 * Private XML Storage (XEP-0049). Entry: {@link org.godwit.session.xep0049_private.PrivateModule}.
 */
@NullMarked
package org.godwit.session.xep0049_private;

import org.jspecify.annotations.NullMarked;
