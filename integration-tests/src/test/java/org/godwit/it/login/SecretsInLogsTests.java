package org.godwit.it.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.godwit.it.client.AdminApi;
import org.godwit.it.client.RawStream;
import org.godwit.it.logs.SecretsAppender;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Passwords, SASL data, tokens and bodies are in no log line of any service, not even where all is
 * logged that can be.
 */
@Runs(on = Backend.EMBEDDED)
class SecretsInLogsTests {

  private static final List<String> LOGGERS = List.of("org.godwit", "org.springframework.web");

  private final GodwitServer server;
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Capture capture = new Capture();
  private final List<String> secrets = new ArrayList<>();
  private final String user = "u" + UUID.randomUUID().toString().substring(0, 8);

  SecretsInLogsTests(GodwitServer server) {
    this.server = server;
  }

  /** Keeps all that is logged, as text. */
  private static final class Capture extends AppenderBase<ILoggingEvent> {
    final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(SecretsAppender.text(event));
    }
  }

  private final Map<String, Level> levels = new HashMap<>();

  @BeforeEach
  void begin() {
    capture.setContext(context);
    capture.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(capture);
    for (String name : LOGGERS) {
      Logger logger = context.getLogger(name);
      levels.put(name, logger.getLevel());
      logger.setLevel(Level.TRACE);
    }
  }

  @AfterEach
  void end() {
    LOGGERS.forEach(name -> context.getLogger(name).setLevel(levels.get(name)));
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(capture);
    capture.stop();
  }

  /** Returns a text that is not to be seen again, neither as it stands nor in Base64. */
  private String secret() {
    String secret = "s" + UUID.randomUUID().toString().replace("-", "");
    secrets.add(secret);
    secrets.add(base64("\0" + user + '\0' + secret));
    return secret;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private RawStream opened() throws IOException {
    RawStream stream = RawStream.directTls(server);
    stream.send(RawStream.HEADER);
    stream.expect("</stream:features>");
    return stream;
  }

  @Test
  void whatPeopleKeepToThemselvesIsNotLogged() throws Exception {
    // When
    String password = register();
    String changed = chat(password);
    token(changed);
    refused();
    administer();

    // Then: what is looked through holds lines of each kind.
    assertThat(capture.lines)
        .anyMatch(line -> line.contains("SASL step"))
        .anyMatch(line -> line.contains("Registration[domain=localhost"))
        .anyMatch(line -> line.contains("administration"));
    assertThat(secrets).hasSizeGreaterThan(10);
    for (String line : capture.lines) {
      for (String secret : secrets) {
        // Not the line itself in the message: it would be a secret in a log.
        assertThat(line.contains(secret)).as(line.substring(0, 40)).isFalse();
      }
    }
  }

  private String register() throws IOException {
    String password = secret();
    try (RawStream stream = opened()) {
      stream.send(
          "<iq type='set' id='reg'><query xmlns='jabber:iq:register'><username>"
              + user
              + "</username><password>"
              + password
              + "</password></query></iq>");
      assertThat(stream.expect("/>")).contains("type=\"result\"");
    }
    return password;
  }

  /** Logs in, sends a message to the own account and changes the password. */
  private String chat(String password) throws IOException {
    String changed = secret();
    try (RawStream stream = opened()) {
      stream.send(RawStream.plain("", user, password));
      stream.expect("<success");
      stream.expect(">");
      stream.send(RawStream.HEADER);
      stream.expect("</stream:features>");
      stream.send(RawStream.bind("r"));
      stream.expect("</iq>");
      stream.send(
          "<presence/><message to='"
              + user
              + "@localhost' type='chat'><body>"
              + secret()
              + "</body></message>");
      stream.expect("</message>");
      stream.send(
          "<iq type='set' id='pw'><query xmlns='jabber:iq:register'><username>"
              + user
              + "</username><password>"
              + changed
              + "</password></query></iq>");
      stream.expect("id=\"pw\"");
    }
    return changed;
  }

  /** Logs in by SASL2 and is given a token (XEP-0484). */
  private void token(String password) throws IOException {
    try (RawStream stream = opened()) {
      stream.send(
          "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
              + base64("\0" + user + '\0' + password)
              + "</initial-response><user-agent id='"
              + UUID.randomUUID()
              + "'/><request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>"
              + "</authenticate>");
      String success = stream.expect("</success>");
      String token = success.replaceFirst("(?s).* token=\"([^\"]+)\".*", "$1");
      assertThat(token).isNotEqualTo(success);
      secrets.add(token);
    }
  }

  private void refused() throws IOException {
    String malformed = secret();
    try (RawStream stream = opened()) {
      stream.send(RawStream.plain("", user, secret()));
      stream.expect("</failure>");
      stream.send(RawStream.auth("PLAIN", "!" + malformed));
      stream.expect("</failure>");
    }
  }

  private void administer() throws IOException {
    try (AdminApi api = new AdminApi(server)) {
      String account = user + "-2@localhost";
      api.send(
          "POST",
          "/accounts",
          "{\"account\":\"" + account + "\",\"password\":\"" + secret() + "\"}");
      api.send("POST", "/accounts", "{\"password\":\"" + secret() + "\",");
      api.send("PUT", "/accounts/" + account + "/password", "{\"password\":\"" + secret() + "\"}");
      String invite = api.send("POST", "/invites", "{\"domain\":\"localhost\"}").body();
      String token = invite.replaceFirst("(?s).*preauth=([0-9a-f]+).*", "$1");
      assertThat(token).isNotEqualTo(invite);
      secrets.add(token);
      try (RawStream stream = opened()) {
        stream.send(
            "<iq type='set' id='p'><preauth xmlns='urn:xmpp:pars:0' token='" + token + "'/></iq>");
        assertThat(stream.expect("/>")).contains("type=\"result\"");
      }
    }
  }
}
