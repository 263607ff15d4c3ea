/**
 * Stream management (XEP-0198 v1.6.3) as the edge sees it. Entry: {@link
 * org.godwit.gateway.xep0198_sm.SmRules}; counts and decisions only, the shell that writes and
 * publishes is in {@code netty}.
 */
@NullMarked
package org.godwit.gateway.xep0198_sm;

import org.jspecify.annotations.NullMarked;
