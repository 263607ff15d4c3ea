package org.godwit.it.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.it.server.ServerAddress;

/** A BOSH session (XEP-0124, XEP-0206). One thread, but for {@link #poll}. */
public final class BoshClient {

  private static final Pattern SID = Pattern.compile("sid='([^']+)'");
  private static final String BODY =
      "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'";

  private final HttpClient http;
  private final URI uri;
  private final String sid;
  private long rid = 4_000_000_000L;

  private BoshClient(ServerAddress server) throws IOException, InterruptedException {
    http = HttpClients.of(server);
    uri = URI.create("https://localhost:" + server.ports().bosh() + "/http-bind");
    String created =
        post(
            BODY
                + " rid='"
                + rid
                + "' to='localhost' wait='5' hold='1' ver='1.11' xmpp:version='1.0' ack='1'/>");
    Matcher found = SID.matcher(created);
    if (!found.find() || !created.contains("<stream:features ")) {
      throw new AssertionError(created);
    }
    sid = found.group(1);
  }

  /** Opens a session and binds {@code resource} of {@code user}, whose name is the password. */
  public static BoshClient bound(ServerAddress server, String user, String resource)
      throws IOException, InterruptedException {
    BoshClient client = new BoshClient(server);
    client.expect(client.send(RawStream.plain("", user, user)), "<success ");
    client.expect(client.restart(), "<stream:features ");
    client.expect(
        client.send(RawStream.bind(resource).replace("<iq ", "<iq xmlns='jabber:client' ")),
        user + "@localhost/" + resource);
    return client;
  }

  private void expect(String response, String part) {
    if (!response.contains(part)) {
      throw new AssertionError("'" + part + "' is not in: " + response);
    }
  }

  /** Sends a request with this content and returns the answer's body. */
  public String send(String content) throws IOException, InterruptedException {
    return post(request(++rid, content, ""));
  }

  /** Sends the request before again. */
  public String sendAgain(String content) throws IOException, InterruptedException {
    return post(request(rid, content, ""));
  }

  /** Sends a request whose number is {@code ahead} above the next. */
  public String sendAhead(int ahead) throws IOException, InterruptedException {
    return post(request(rid + 1 + ahead, "", ""));
  }

  /** Sends an empty request, which the server may hold. */
  public CompletableFuture<String> poll() {
    return http.sendAsync(of(request(++rid, "", "")), HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }

  /** Ends the session. */
  public String terminate() throws IOException, InterruptedException {
    return post(request(++rid, "", " type='terminate'"));
  }

  private String restart() throws IOException, InterruptedException {
    return post(request(++rid, "", " xmpp:restart='true' to='localhost'"));
  }

  private String request(long number, String content, String attributes) {
    return BODY
        + " rid='"
        + number
        + "' sid='"
        + sid
        + '\''
        + attributes
        + '>'
        + content
        + "</body>";
  }

  private String post(String body) throws IOException, InterruptedException {
    return http.send(of(body), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpRequest of(String body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "text/xml; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
