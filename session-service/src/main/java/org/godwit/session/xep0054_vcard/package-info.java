/** vcard-temp (XEP-0054). Entry: {@link org.godwit.session.xep0054_vcard.VcardModule}. */
@NullMarked
package org.godwit.session.xep0054_vcard;

import org.jspecify.annotations.NullMarked;
