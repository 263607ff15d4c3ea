/**
 * What auth-service is asked. Entry: {@link org.godwit.gateway.auth.AuthService}, the port; its
 * adapter calls REST behind a circuit breaker, a bulkhead and a time limit.
 */
@NullMarked
package org.godwit.gateway.auth;

import org.jspecify.annotations.NullMarked;
