/**
 * Ad-hoc Account Invitation Generation (XEP-0401) by commands. Entry: {@link
 * org.godwit.session.xep0401_invites.InviteCommands}; auth-service keeps the invitations.
 */
@NullMarked
package org.godwit.session.xep0401_invites;

import org.jspecify.annotations.NullMarked;
