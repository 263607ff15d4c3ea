package org.godwit.auth.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The queries on {@code auth_account}. */
interface AccountRows extends Repository<AccountRow, Long> {

  @Query(
      """
      select a from AccountRow a left join fetch a.credentials
      where a.domain = :domain and a.username = :username
      """)
  @Nullable AccountRow find(String domain, String username);

  AccountRow saveAndFlush(AccountRow row);

  void delete(AccountRow row);

  long countByDomain(String domain);

  @Query(
      """
      select new org.godwit.auth.account.AccountRows$Listed(
        a.domain, a.username, a.enabled, a.createdMs, a.lastLoginMs) from AccountRow a
      where a.domain > :domain or (a.domain = :domain and a.username > :username)
      order by a.domain, a.username
      """)
  List<Listed> listAfter(String domain, String username, Limit limit);

  @Query(
      """
      select new org.godwit.auth.account.AccountRows$Listed(
        a.domain, a.username, a.enabled, a.createdMs, a.lastLoginMs) from AccountRow a
      where a.domain = :domain and a.username > :username
      order by a.username
      """)
  List<Listed> listOfDomainAfter(String domain, String username, Limit limit);

  /** The columns that a list shows. */
  record Listed(
      String domain,
      String username,
      boolean enabled,
      long createdMs,
      @Nullable Long lastLoginMs) {}
}
