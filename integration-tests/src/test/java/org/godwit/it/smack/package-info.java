/**
 * Smack's own integration tests against the whole server. Entry: {@link
 * org.godwit.it.smack.SmackSuiteTests}; {@link org.godwit.it.smack.SmackSuite} runs them in a
 * process of their own, {@link org.godwit.it.smack.Expectations} says which may fail.
 */
@NullMarked
package org.godwit.it.smack;

import org.jspecify.annotations.NullMarked;
