/**
 * Administrators of the REST interfaces: who has which token, for which hosts. Entry: {@link
 * org.godwit.admin.AdminTokenFile}.
 */
@NullMarked
package org.godwit.admin;

import org.jspecify.annotations.NullMarked;
