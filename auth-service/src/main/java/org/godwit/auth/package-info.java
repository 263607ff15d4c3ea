@NullMarked
package org.godwit.auth;

import org.jspecify.annotations.NullMarked;
