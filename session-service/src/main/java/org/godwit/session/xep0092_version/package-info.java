/** Software Version (XEP-0092). Entry: {@link org.godwit.session.xep0092_version.VersionModule}. */
@NullMarked
package org.godwit.session.xep0092_version;

import org.jspecify.annotations.NullMarked;
