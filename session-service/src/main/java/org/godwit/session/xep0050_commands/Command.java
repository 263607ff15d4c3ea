package org.godwit.session.xep0050_commands;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/** A command of the server with at most one form. Any thread; never blocks. */
public interface Command {

  /** What became of it. */
  sealed interface Outcome {

    /**
     * It is done.
     *
     * @param note what to tell the user; null for nothing
     * @param result what it found; null for nothing
     * @param stanzas what is sent for it
     */
    record Done(@Nullable String note, @Nullable DataForm result, List<OutgoingStanza> stanzas)
        implements Outcome {
      /** Copies the list. */
      public Done {
        stanzas = List.copyOf(stanzas);
      }
    }

    /**
     * It was refused.
     *
     * @param condition why
     * @param text why, in English
     */
    record Refused(StanzaErrorCondition condition, String text) implements Outcome {}

    /**
     * The form was not filled in as it should be.
     *
     * @param text what is wrong
     */
    record BadPayload(String text) implements Outcome {}
  }

  /** Returns the node that names it. */
  String node();

  /** Returns what a person reads. */
  String name();

  /** Tells whether the sender may use it. */
  boolean admits(Context context);

  /** Returns the form to fill in; null where there is none. */
  @Nullable DataForm form();

  /**
   * Does it.
   *
   * @param filled the form that was filled in; an empty one where there is none to fill in
   */
  CompletionStage<Outcome> execute(DataForm filled, Context context);
}
