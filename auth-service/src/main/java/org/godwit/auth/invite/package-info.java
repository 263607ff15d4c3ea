/**
 * Invitations to make an account (XEP-0401, XEP-0445). Entry: {@link
 * org.godwit.auth.invite.Invites}. Tokens are shown once, when they are made, and never logged.
 */
@NullMarked
package org.godwit.auth.invite;

import org.jspecify.annotations.NullMarked;
