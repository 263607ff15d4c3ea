package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.metrics.GatewayMetrics.AuthOutcome;
import org.godwit.gateway.routing.StanzaOutlet;
import org.godwit.gateway.stream.StreamEffect;
import org.godwit.gateway.stream.StreamInput;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlStreamReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the stream machine says. Event loop only. */
final class EffectRunner {
  private static final Logger LOGGER = LoggerFactory.getLogger(EffectRunner.class);

  private final ClientStream stream;
  private final ChannelHandlerContext context;
  private final StreamServices services;
  private final XmlStreamReader reader;
  private @Nullable BoundStream bound;
  private boolean isUnflushed;

  EffectRunner(
      ClientStream stream,
      ChannelHandlerContext context,
      StreamServices services,
      XmlStreamReader reader) {
    this.stream = stream;
    this.context = context;
    this.services = services;
    this.reader = reader;
  }

  void perform(StreamEffect effect) {
    switch (effect) {
      case StreamEffect.Send(String xml) -> write(xml);
      case StreamEffect.RestartStream _ -> reader.restart();
      case StreamEffect.StartTls _ -> startTls();
      case StreamEffect.StartCompression _ -> {
        flush();
        ZlibCodec.addTo(context.pipeline(), services.settings().compression(), services.metrics());
      }
      case StreamEffect.LiftLimits _ -> {
        reader.limits(services.settings().clientLimits());
        stream.onAuthenticated();
        services.addresses().onAuthenticated(ClientPeer.of(context.channel()).address());
      }
      case StreamEffect.FindDomain(String host) ->
          await(services.auth().domain(host), StreamInput.DomainFound::new);
      case StreamEffect.RelaySasl relay ->
          await(
              services.auth().step(relay.step(), () -> context.channel().isActive()),
              this::saslAnswered);
      case StreamEffect.Register register ->
          await(
              services.auth().register(register.registration()),
              StreamInput.RegistrationAnswered::new);
      case StreamEffect.CheckInvite check ->
          await(
              services.auth().checkInvite(check.host(), check.invite()),
              StreamInput.RegistrationAnswered::new);
      case StreamEffect.RequestBind bind -> {
        services.directory().add(bind.streamId(), stream);
        services
            .outlet()
            .requestBind(
                new BusMessage.StreamBind(
                    services.outlet().ref(bind.streamId()),
                    bind.account(),
                    bind.resource(),
                    bind.bindId(),
                    bind.carbons()),
                stream.beginPublish());
      }
      case StreamEffect.RequestResume resume -> requestResume(resume);
      case StreamEffect.OpenDelivery(Jid jid) -> {
        services.metrics().onBound();
        LOGGER.atDebug().addKeyValue("jid", jid).log("resource bound");
      }
      case StreamEffect.ManageStream(int resumeSeconds) -> bound().manage(resumeSeconds);
      case StreamEffect.HoldBack _ -> bound().holdBack();
      case StreamEffect.EndDelivery ended -> stream.onEnded(ended.streamId(), ended.lost());
      case StreamEffect.Close(boolean awaitPeer) -> close(awaitPeer);
    }
  }

  /** What follows may be for {@code opened}. */
  void onBound(BoundStream opened) {
    bound = opened;
  }

  private BoundStream bound() {
    return Objects.requireNonNull(bound, "a stream that is bound");
  }

  private StreamInput saslAnswered(SaslAnswer answer) {
    switch (answer) {
      case SaslAnswer.Success _ -> services.metrics().onAuth(AuthOutcome.SUCCESS);
      case SaslAnswer.Failure _ -> services.metrics().onAuth(AuthOutcome.FAILURE);
      case SaslAnswer.Challenge _ -> {
        // The exchange goes on: there is nothing to count yet.
      }
    }
    return new StreamInput.SaslAnswered(answer);
  }

  private void requestResume(StreamEffect.RequestResume resume) {
    stream.onResuming();
    services.directory().add(resume.streamId(), stream);
    services
        .outlet()
        .requestResume(
            new StreamResume(
                services.outlet().ref(resume.streamId()),
                resume.account(),
                resume.previd(),
                resume.h(),
                resume.bindId(),
                StanzaOutlet.epochOf(resume.streamId())),
            stream.beginPublish());
  }

  private <T> void await(CompletionStage<T> stage, Function<T, StreamInput> input) {
    stage.whenComplete((answer, failure) ->
        stream.later(() -> {
          if (failure != null) {
            stream.onBug(failure);
          } else {
            stream.step(input.apply(answer));
          }
        }));
  }

  /** Writes {@code xml}; it leaves with the next {@link #flush}. */
  void write(String xml) {
    if (!xml.isEmpty()) {
      ByteBuf bytes = ByteBufUtil.writeUtf8(context.alloc(), xml);
      services.metrics().onBytesOut(bytes.readableBytes());
      stream.traffic().onWritten(0, bytes.readableBytes());
      isUnflushed = true;
      var _ = context.write(bytes);
    }
  }

  /** Sends what was written. */
  void flush() {
    if (isUnflushed) {
      isUnflushed = false;
      context.flush();
    }
  }

  /** The proceed is on its way in the clear; all that follows is TLS. */
  private void startTls() {
    flush();
    reader.discardUnread();
    reader.restart();
    C2sPipeline.addTls(context.pipeline(), new TlsSelection(services));
  }

  private void close(boolean awaitPeer) {
    if (awaitPeer) {
      flush();
      HalfClose.begin(context);
    } else {
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
