/** Data forms (XEP-0004). Entry: {@link org.godwit.protocol.form.DataForm}. Pure; any thread. */
@NullMarked
package org.godwit.protocol.form;

import org.jspecify.annotations.NullMarked;
