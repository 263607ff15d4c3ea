package org.godwit.gateway.xep0352_csi;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is held for clients that say that they are inactive (XEP-0352).
 *
 * @param enabled whether clients may say so; default true
 * @param heldMax stanzas held for one client before all of them are sent, 0 to 10000; default 100;
 *     more saves the phone's radio and costs memory here
 * @param heldBytes bytes of those, 1 KB to 16 MB; default 64 KB
 */
@Validated
@ConfigurationProperties("xmpp.gateway.client-state")
public record ClientStateProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("100") @Min(0) @Max(10_000) int heldMax,
    @DefaultValue("64KB") DataSize heldBytes) {
  /** Checks the range that annotations cannot express. */
  public ClientStateProperties {
    if (heldBytes.compareTo(DataSize.ofKilobytes(1)) < 0
        || heldBytes.compareTo(DataSize.ofMegabytes(16)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.gateway.client-state.held-bytes is "
              + heldBytes
              + " but must be between 1KB and 16MB");
    }
  }
}
