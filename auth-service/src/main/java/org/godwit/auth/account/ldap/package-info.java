/**
 * Accounts in an LDAP directory (RFC 4511): it is searched for users and their passwords are tried
 * there. Entry: {@link org.godwit.auth.account.ldap.LdapDirectory}.
 */
@NullMarked
package org.godwit.auth.account.ldap;

import org.jspecify.annotations.NullMarked;
