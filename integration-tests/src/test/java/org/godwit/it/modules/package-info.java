/** The modules of accounts and of the server, by Smack's extensions and by raw streams. */
@NullMarked
package org.godwit.it.modules;

import org.jspecify.annotations.NullMarked;
