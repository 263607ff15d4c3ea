/**
 * Contact Addresses (XEP-0157). Entry: {@link org.godwit.session.xep0157_contact.ContactAddresses}.
 */
@NullMarked
package org.godwit.session.xep0157_contact;

import org.jspecify.annotations.NullMarked;
