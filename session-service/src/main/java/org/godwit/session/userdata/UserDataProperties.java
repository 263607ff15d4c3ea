package org.godwit.session.userdata;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What users may keep beside messages: vCards (XEP-0054) and private XML (XEP-0049).
 *
 * @param vcardMax size of a vCard as XML, 1KB to 8MB; default 256KB. A larger one is refused.
 * @param privateMax size of a private element as XML, 1KB to 8MB; default 128KB. A larger one is
 *     refused.
 * @param privateElementsMax private elements of one account, 1 to 10000; default 100
 * @param workers database calls of modules at once, 1 to 256; default 6. Together with {@code
 *     xmpp.session.offline.readers} it should stay below twice the size of the connection pool;
 *     more wait for a connection.
 */
@Validated
@ConfigurationProperties("xmpp.session.user-data")
public record UserDataProperties(
    @DefaultValue("256KB") DataSize vcardMax,
    @DefaultValue("128KB") DataSize privateMax,
    @DefaultValue("100") @Min(1) @Max(10_000) int privateElementsMax,
    @DefaultValue("6") @Min(1) @Max(256) int workers) {

  /** Checks what annotations cannot say. */
  public UserDataProperties {
    within("xmpp.session.user-data.vcard-max", vcardMax);
    within("xmpp.session.user-data.private-max", privateMax);
  }

  private static void within(String key, DataSize size) {
    if (size.toBytes() < 1024 || size.toMegabytes() > 8) {
      throw new IllegalArgumentException(key + " is " + size + "; allowed is 1KB to 8MB");
    }
  }
}
