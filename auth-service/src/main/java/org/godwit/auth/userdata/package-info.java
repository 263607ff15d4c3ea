/**
 * What session-service keeps of an account, for administrators. Entry: {@link
 * org.godwit.auth.userdata.UserData}.
 */
@NullMarked
package org.godwit.auth.userdata;

import org.jspecify.annotations.NullMarked;
