/** vCard4 over XMPP (XEP-0292). Entry: {@link org.godwit.session.xep0292_vcard4.Vcard4Module}. */
@NullMarked
package org.godwit.session.xep0292_vcard4;

import org.jspecify.annotations.NullMarked;
