/**
 * Service Administration (XEP-0133) by commands. Entry: {@link
 * org.godwit.session.xep0133_admin.AdminCommands}.
 */
@NullMarked
package org.godwit.session.xep0133_admin;

import org.jspecify.annotations.NullMarked;
