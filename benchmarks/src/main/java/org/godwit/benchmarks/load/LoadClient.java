package org.godwit.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client's stream, from the connection to the last stanza. The event loop's thread. */
final class LoadClient extends ChannelInboundHandlerAdapter {

  private enum Phase {
    STREAM,
    TLS,
    REGISTRATION,
    CHALLENGE,
    SUCCESS,
    BIND,
    ENABLED,
    READY
  }

  private final LoadOptions options;
  private final @Nullable SslContext tls;
  private final String user;
  private final CompletableFuture<LoadClient> ready = new CompletableFuture<>();
  private final StreamElements elements = new StreamElements();
  private final ScramSha1 scram;
  private Phase phase = Phase.STREAM;
  private boolean secure;
  private boolean authenticated;
  private @Nullable ChannelHandlerContext context;
  private boolean flushing;
  private int handled;
  private int unasked;
  private String jid = "";
  private Consumer<String> listener = element -> {};

  LoadClient(LoadOptions options, @Nullable SslContext tls, int number) {
    this.options = options;
    this.tls = tls;
    this.user = "u" + number;
    this.scram = new ScramSha1(user, "nonce" + number);
  }

  /** Completes when the client is available, or its account is registered. */
  CompletableFuture<LoadClient> ready() {
    return ready;
  }

  String user() {
    return user;
  }

  /** Returns the full JID; empty before the client is ready. */
  String jid() {
    return jid;
  }

  /** Says who gets the stanzas that come from now on. */
  void onStanza(Consumer<String> consumer) {
    listener = consumer;
  }

  /** Sends a stanza; all of one turn of the event loop go out together. */
  void stanza(String xml) {
    write(xml);
    if (options.managed() && ++unasked == 5) {
      unasked = 0;
      write("<r xmlns='urn:xmpp:sm:3'/>");
    }
  }

  void close() {
    ChannelHandlerContext open = context;
    if (open != null) {
      if (options.managed()) {
        acknowledge();
      }
      write("</stream:stream>");
      var _ = open.flush().close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    openStream();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object data) {
    ByteBuf bytes = (ByteBuf) data;
    elements.add(bytes.toString(StandardCharsets.ISO_8859_1));
    bytes.release();
    for (String element = elements.next(); element != null; element = elements.next()) {
      onElement(element);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    context = null;
    ready.completeExceptionally(new IllegalStateException(user + ": the connection ended"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!ready.completeExceptionally(cause)) {
      System.err.println("A stream ended: " + cause.getMessage());
    }
    var _ = ctx.close();
  }

  private void onElement(String element) {
    switch (phase) {
      case READY -> onReady(element);
      case STREAM -> onFeatures();
      case TLS -> onProceed();
      case REGISTRATION -> ready.complete(this);
      case CHALLENGE -> {
        expect(element, "<challenge");
        phase = Phase.SUCCESS;
        write(
            "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                + scram.last(content(element), options.password())
                + "</response>");
      }
      case SUCCESS -> {
        expect(element, "<success");
        authenticated = true;
        openStream();
      }
      case BIND -> onBound(element);
      case ENABLED -> {
        expect(element, "<enabled");
        becomeReady();
      }
    }
  }

  private void onFeatures() {
    if (options.tls() && !secure) {
      phase = Phase.TLS;
      write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    } else if (options.mode() == LoadOptions.Mode.REGISTER) {
      phase = Phase.REGISTRATION;
      write(
          "<iq type='set' id='r'><query xmlns='jabber:iq:register'><username>"
              + user
              + "</username><password>"
              + options.password()
              + "</password></query></iq>");
    } else if (authenticated) {
      phase = Phase.BIND;
      write(
          "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
              + "<resource>load</resource></bind></iq>");
    } else {
      phase = Phase.CHALLENGE;
      write(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>"
              + scram.first()
              + "</auth>");
    }
  }

  private void onProceed() {
    ChannelHandlerContext open = context;
    if (open == null || tls == null) {
      return;
    }
    secure = true;
    open.pipeline().addFirst(tls.newHandler(open.alloc()));
    openStream();
  }

  private void onBound(String element) {
    int begin = element.indexOf("<jid>");
    if (begin < 0) {
      throw new IllegalStateException(user + ": not bound: " + element);
    }
    jid = element.substring(begin + 5, element.indexOf("</jid>"));
    if (options.managed()) {
      phase = Phase.ENABLED;
      write("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    } else {
      becomeReady();
    }
  }

  private void becomeReady() {
    phase = Phase.READY;
    write("<presence/>");
    ready.complete(this);
  }

  private void onReady(String element) {
    switch (element.charAt(1)) {
      case 'm', 'p', 'i' -> {
        handled++;
        listener.accept(element);
      }
      case 'r' -> acknowledge();
      case 's' -> throw new IllegalStateException(user + ": " + element);
      default -> {
        // Acknowledgements.
      }
    }
  }

  private void acknowledge() {
    write("<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
  }

  private void openStream() {
    phase = Phase.STREAM;
    elements.clear();
    write(
        "<?xml version='1.0'?><stream:stream to='"
            + options.domain()
            + "' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
  }

  private void write(String xml) {
    ChannelHandlerContext open = context;
    if (open == null) {
      return;
    }
    var _ = open.write(Unpooled.wrappedBuffer(xml.getBytes(StandardCharsets.UTF_8)));
    if (!flushing) {
      flushing = true;
      open.executor()
          .execute(() -> {
            flushing = false;
            open.flush();
          });
    }
  }

  private void expect(String element, String begin) {
    if (!element.startsWith(begin)) {
      throw new IllegalStateException(user + ": the server answered " + element);
    }
  }

  private static String content(String element) {
    return element.substring(element.indexOf('>') + 1, element.lastIndexOf('<'));
  }
}
