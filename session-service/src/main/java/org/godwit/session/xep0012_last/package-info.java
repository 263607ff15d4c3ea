/** Last Activity (XEP-0012). Entry: {@link org.godwit.session.xep0012_last.LastActivityModule}. */
@NullMarked
package org.godwit.session.xep0012_last;

import org.jspecify.annotations.NullMarked;
