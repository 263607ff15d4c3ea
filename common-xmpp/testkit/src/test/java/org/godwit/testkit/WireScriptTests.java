package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireScriptTests {

  private final Peer peer = new Peer();

  @Test
  void scriptSendsExpectsAndUsesWhatItCaptured() throws IOException {
    // Given
    WireScript script =
        WireScript.parse(
            """
            # greeting
            > <hello/>

            ~ <welcome id='(?<id>[^']*)'/>
            > <again id='${id}'/>
            < <ok/>
            .
            """);
    peer.says("<welcome id='4", "2'/> \n <o", "k/>").closes();
    // When
    Map<String, String> captured = script.run(peer);
    // Then
    assertThat(peer.heard).containsExactly("<hello/>", "<again id='42'/>");
    assertThat(captured).containsEntry("id", "42");
  }

  @Test
  void textThatIsSplitWithinACharacterIsUnderstood() throws IOException {
    // Given
    byte[] bytes = "<x>\u20ac</x>".getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < bytes.length; cut++) {
      Peer split = new Peer();
      split.coming.add(Arrays.copyOf(bytes, cut));
      split.coming.add(Arrays.copyOfRange(bytes, cut, bytes.length));
      // When
      WireScript.parse("~ <x>(?<c>.)</x>").run(split);
      // Then
      assertThat(split.coming).isEmpty();
    }
  }

  @Test
  void otherTextFailsAndNamesTheLine() {
    // Given
    peer.says("<no/>");
    // When / Then
    assertThatThrownBy(() -> WireScript.parse("> <a/>\n< <ok/>").run(peer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 2: expected <ok/>")
        .hasMessageContaining("<no/>");
  }

  @Test
  void silenceFailsAnExpectationAndAnEnd() {
    assertThatThrownBy(() -> WireScript.parse("~ <ok/>").run(peer))
        .hasMessageContaining("line 1: expected <ok/>");
    assertThatThrownBy(() -> WireScript.parse(".").run(peer))
        .hasMessageContaining("expected the end");
  }

  @Test
  void textBeforeTheEndFails() {
    // Given
    peer.says("<more/>").closes();
    // When / Then
    assertThatThrownBy(() -> WireScript.parse(".").run(peer)).hasMessageContaining("<more/>");
  }

  @Test
  void unknownLinesAndVariablesAreRefused() {
    assertThatThrownBy(() -> WireScript.parse("ok\nhello")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> WireScript.parse("> ${x}").run(peer)).hasMessageContaining("${x}");
  }

  /** A peer that says what the test put in and notes what it hears. */
  private static final class Peer implements WirePeer {

    private final Queue<byte[]> coming = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private boolean closes;

    Peer says(String... texts) {
      for (String text : texts) {
        coming.add(text.getBytes(StandardCharsets.UTF_8));
      }
      return this;
    }

    void closes() {
      closes = true;
    }

    @Override
    public void send(byte[] bytes) {
      heard.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public byte @Nullable [] receive() {
      byte[] next = coming.poll();
      return next != null ? next : closes ? null : new byte[0];
    }
  }
}
