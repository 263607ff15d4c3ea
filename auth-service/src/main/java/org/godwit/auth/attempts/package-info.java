/**
 * How often somebody may fail to log in. Entry: {@link org.godwit.auth.attempts.LoginDelays}; each
 * instance counts for itself.
 */
@NullMarked
package org.godwit.auth.attempts;

import org.jspecify.annotations.NullMarked;
