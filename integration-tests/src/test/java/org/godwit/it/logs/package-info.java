/**
 * What the servers under test must not log, looked for in all that the suite logs. Entry: {@link
 * org.godwit.it.logs.NoSecretsLogged}.
 */
@NullMarked
package org.godwit.it.logs;

import org.jspecify.annotations.NullMarked;
