package org.godwit.session.privacy;

import java.util.concurrent.CompletionStage;

/** Where privacy lists are kept; the rules of {@code RosterStore} hold. Any thread. */
public interface PrivacyStore {

  /** Returns the lists of {@code account}; {@link Privacy#NONE} where there are none. */
  CompletionStage<Privacy> load(String account);

  /** Puts {@code privacy} in the place of what is kept. */
  CompletionStage<Void> write(String account, Privacy privacy);
}
