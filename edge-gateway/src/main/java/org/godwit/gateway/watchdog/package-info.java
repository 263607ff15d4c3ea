/**
 * Finds connections whose clients are gone without a word. Entry: {@link
 * org.godwit.gateway.watchdog.Watchdog}.
 */
@NullMarked
package org.godwit.gateway.watchdog;

import org.jspecify.annotations.NullMarked;
