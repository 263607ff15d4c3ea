/**
 * The authentication of before SASL (XEP-0078), which is off by default. Entry: {@link
 * org.godwit.gateway.xep0078_iqauth.IqAuthRules}.
 */
@NullMarked
package org.godwit.gateway.xep0078_iqauth;

import org.jspecify.annotations.NullMarked;
