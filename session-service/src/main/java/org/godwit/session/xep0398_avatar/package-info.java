/**
 * Avatars in PEP (XEP-0084) and in vCards (XEP-0153) in step (XEP-0398). Entry: {@link
 * org.godwit.session.xep0398_avatar.AvatarModule}.
 */
@NullMarked
package org.godwit.session.xep0398_avatar;

import org.jspecify.annotations.NullMarked;
