package org.godwit.gateway.stream;

import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.sasl.Sasl2Wish;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A client has authenticated with SASL2, and is told so when what it wants besides is done
 * (XEP-0388, section 2.6.1).
 *
 * @param data the mechanism's last word, in base64; null for none
 * @param token what it may log in with the next time; null for nothing
 * @param wish what it wants besides
 * @param failedResume the answer to a resumption that was refused; null for none
 */
public record PendingSuccess(
    @Nullable String data,
    SaslAnswer.@Nullable Token token,
    Sasl2Wish wish,
    @Nullable XmlElement failedResume) {
  PendingSuccess withFailedResume(XmlElement failed) {
    return new PendingSuccess(data, token, wish, failed);
  }

  @Override
  public String toString() {
    return "PendingSuccess";
  }
}
