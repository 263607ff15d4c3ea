/** Logins with every mechanism and protocol that the server has, on the wire. */
@NullMarked
package org.godwit.it.login;

import org.jspecify.annotations.NullMarked;
