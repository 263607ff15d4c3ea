/**
 * Tokens of an authorization server (RFC 7628, RFC 7519). Entry: {@link
 * org.godwit.auth.oauth.AccessTokens}.
 */
@NullMarked
package org.godwit.auth.oauth;

import org.jspecify.annotations.NullMarked;
