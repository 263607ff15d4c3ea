package org.godwit.standalone;

import java.util.function.Supplier;
import org.godwit.auth.AuthServiceApplication;
import org.godwit.channel.ChannelMsgServiceApplication;
import org.godwit.gateway.EdgeGatewayApplication;
import org.godwit.muc.MucServiceApplication;
import org.godwit.session.SessionServiceApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The services that run here, each named after its module. */
public enum Service {
  /** Accounts and credentials. The only one that needs no Kafka. */
  AUTH("auth-service", AuthServiceApplication::builder),
  /** Accounts' sessions and messages. */
  SESSION("session-service", SessionServiceApplication::builder),
  /** Rooms. */
  MUC("muc-service", MucServiceApplication::builder),
  /** Official-account channels. */
  CHANNEL("channel-msg-service", ChannelMsgServiceApplication::builder),
  /** The clients' door. */
  GATEWAY("edge-gateway", EdgeGatewayApplication::builder);

  private final String module;
  private final Supplier<SpringApplicationBuilder> builder;

  Service(String module, Supplier<SpringApplicationBuilder> builder) {
    this.module = module;
    this.builder = builder;
  }

  /** Returns the name of the service's module. */
  public String module() {
    return module;
  }

  /** Returns a new builder of the service's context. */
  SpringApplicationBuilder newBuilder() {
    return builder.get();
  }
}
