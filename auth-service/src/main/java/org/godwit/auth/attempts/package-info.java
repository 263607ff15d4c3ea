/**
 * How often somebody may fail to log in. Entry: {@link org.godwit.auth.attempts.LoginDelays}; what
 * one instance counts, {@link org.godwit.auth.attempts.FailureTopic} tells the others.
 */
@NullMarked
package org.godwit.auth.attempts;

import org.jspecify.annotations.NullMarked;
