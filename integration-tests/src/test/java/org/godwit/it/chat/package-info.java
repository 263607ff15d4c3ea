/**
 * Two Smack clients over TLS. Entry: {@link org.godwit.it.chat.ChatContract}; the same tests run on
 * every backend.
 */
@NullMarked
package org.godwit.it.chat;

import org.jspecify.annotations.NullMarked;
