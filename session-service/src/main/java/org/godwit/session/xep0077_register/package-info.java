/**
 * Password change and removal of one's own account (XEP-0077). Entry: RegistrationModule; accounts
 * live behind the port AccountRegistry.
 */
@NullMarked
package org.godwit.session.xep0077_register;

import org.jspecify.annotations.NullMarked;
