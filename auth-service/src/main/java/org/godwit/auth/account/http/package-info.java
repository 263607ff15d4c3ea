/**
 * Accounts of a company's own user service over HTTP. Entry: {@link
 * org.godwit.auth.account.http.HttpDirectory}.
 */
@NullMarked
package org.godwit.auth.account.http;

import org.jspecify.annotations.NullMarked;
