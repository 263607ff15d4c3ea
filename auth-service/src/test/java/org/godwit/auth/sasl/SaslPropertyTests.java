package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.auth.TestTime;
import org.godwit.auth.credential.PasswordPreparation;

/** Whatever a peer sends is a value, never an exception. */
class SaslPropertyTests {

  private final StateSeal seal =
      new StateSeal(new byte[32], Duration.ofSeconds(60), new TestTime(), new SecureRandom());

  @Property
  boolean readersNeverThrowOnBytes(@ForAll byte[] bytes) {
    return ClientFirst.read(bytes) != null
        && ClientFinal.read(bytes) != null
        && PlainMessage.read(bytes) != null
        && BearerMessage.read(bytes) != null
        && TokenMessage.read(bytes) != null;
  }

  @Property
  void namesComeBackAsTheyWereEscaped(@ForAll String name) {
    String escaped = name.replace("=", "=3D").replace(",", "=2C");
    boolean allowed = !name.isEmpty() && name.indexOf('\0') < 0;
    assertThat(SaslText.saslname(escaped)).isEqualTo(allowed ? name : null);
  }

  @Property
  void foreignStatesStayShut(@ForAll byte[] bytes) {
    String sealed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(seal.open(sealed, "localhost", SaslMechanism.PLAIN)).isNull();
  }

  @Property
  void preparationNeverThrowsAndIsStable(@ForAll String password) {
    String prepared = PasswordPreparation.prepare(password);
    if (prepared != null) {
      assertThat(PasswordPreparation.prepare(prepared)).isEqualTo(prepared);
    }
  }
}
