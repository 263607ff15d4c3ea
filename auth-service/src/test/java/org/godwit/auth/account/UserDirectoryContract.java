package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.auth.account.UserDirectory.Check;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

/**
 * What every {@link UserDirectory} does. Each test gets one with the user "alice" of "localhost",
 * whose password is "s\u00e9cret \"(*)\\", and "o'neil".
 */
public interface UserDirectoryContract {

  String PASSWORD = "s\u00e9cret \"(*)\\";

  /** Returns the directory. */
  UserDirectory directory();

  /** Takes the directory's server away. */
  void takeAway();

  @Test
  default void userIsThereAndAStrangerIsNot() {
    assertThat(directory().exists(Jid.of("alice@localhost"))).isTrue();
    assertThat(directory().exists(Jid.ofEnforced("o'neil", "localhost", null))).isTrue();
    assertThat(directory().exists(Jid.of("mallory@localhost"))).isFalse();
  }

  @Test
  default void passwordIsRightOrNot() {
    assertThat(directory().check(Jid.of("alice@localhost"), PASSWORD)).isEqualTo(Check.RIGHT);
    assertThat(directory().check(Jid.of("alice@localhost"), "secret")).isEqualTo(Check.WRONG);
    assertThat(directory().check(Jid.of("mallory@localhost"), PASSWORD)).isEqualTo(Check.UNKNOWN);
  }

  @Test
  default void emptyPasswordIsNeverRight() {
    assertThat(directory().check(Jid.of("alice@localhost"), "")).isEqualTo(Check.WRONG);
  }

  @Test
  default void nameCannotStandForOthers() {
    // Given: what would be patterns, had they not been escaped.
    for (String name : new String[] {"*", "a*", "alice)(uid=*", "ali\\63e"}) {
      Jid jid = Jid.ofEnforced(name, "localhost", null);

      // When // Then
      assertThat(directory().exists(jid)).as(name).isFalse();
      assertThat(directory().check(jid, PASSWORD)).as(name).isEqualTo(Check.UNKNOWN);
    }
  }

  @Test
  default void directoryThatIsGoneIsAwayAndNobodysPasswordIsWrong() {
    // Given
    assertThat(directory().exists(Jid.of("alice@localhost"))).isTrue();

    // When
    takeAway();

    // Then
    assertThatThrownBy(() -> directory().exists(Jid.of("alice@localhost")))
        .isInstanceOf(RepositoryAwayException.class);
    assertThatThrownBy(() -> directory().check(Jid.of("alice@localhost"), PASSWORD))
        .isInstanceOf(RepositoryAwayException.class);
  }
}
