package org.godwit.standalone;

import org.godwit.auth.AuthServiceApplication;
import org.godwit.channel.ChannelMsgServiceApplication;
import org.godwit.gateway.EdgeGatewayApplication;
import org.godwit.muc.MucServiceApplication;
import org.godwit.session.SessionServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The services that run here, each named after its module. */
public enum Service {
  /** Accounts, credentials and virtual hosts. */
  AUTH("auth-service"),
  /** Accounts' sessions and messages. */
  SESSION("session-service"),
  /** Rooms. */
  MUC("muc-service"),
  /** Official-account channels. */
  CHANNEL("channel-msg-service"),
  /** The clients' door. */
  GATEWAY("edge-gateway");

  private final String module;

  Service(String module) {
    this.module = module;
  }

  /** Returns the name of the service's module. */
  public String module() {
    return module;
  }

  /** Returns a new builder of the service's context. */
  SpringApplicationBuilder newBuilder() {
    return switch (this) {
      case AUTH -> AuthServiceApplication.builder();
      case SESSION -> SessionServiceApplication.builder();
      case MUC -> MucServiceApplication.builder();
      case CHANNEL -> ChannelMsgServiceApplication.builder();
      case GATEWAY -> EdgeGatewayApplication.builder();
    };
  }
}
