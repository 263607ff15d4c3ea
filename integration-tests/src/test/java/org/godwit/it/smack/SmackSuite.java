package org.godwit.it.smack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.smack.inttest.Configuration;
import org.igniterealtime.smack.inttest.FailedTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.ConcreteTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.igniterealtime.smack.inttest.SuccessfulTest;
import org.igniterealtime.smack.inttest.TestNotPossible;
import org.xbill.DNS.Credibility;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;

/**
 * Runs Smack's integration tests. A process of its own, because they change settings of all Smack
 * clients of a JVM.
 */
final class SmackSuite {

  private static final int DAY_SECONDS = 86_400;

  private SmackSuite() {}

  /**
   * Runs.
   *
   * @param args the server's XMPP port; name and password of its admin; the file to write {@link
   *     Outcome}s to; tests to leave out, comma separated; tests to run, empty for all
   */
  public static void main(String[] args) throws Exception {
    direct("localhost", Integer.parseInt(args[0]));
    Configuration.Builder configuration =
        Configuration.builder()
            .setService("localhost")
            .setSecurityMode("required")
            .setAdminAccountUsernameAndPassword(args[1], args[2])
            .setReplyTimeout("20000")
            .setDebugger("none")
            .setDnsResolver(Configuration.DnsResolver.dnsjava)
            // The others are clients over WebSocket, which must be found at port 443, and one
            // whose reading thread ends at a race of its own when it disconnects.
            .setEnabledConnections("tcp")
            .setDisabledTests(args[4]);
    if (!args[5].isEmpty()) {
      configuration.setEnabledTests(args[5]);
    }
    TestRunResult result = new SmackIntegrationTestFramework(configuration.build()).run();
    write(Path.of(args[3]), result);
    // The threads of its clients would go on.
    System.exit(0);
  }

  /** The suite looks for the server in DNS only; there it finds this port. */
  private static void direct(String domain, int port) throws TextParseException {
    Lookup.getDefaultCache(DClass.IN)
        .addRecord(
            new SRVRecord(
                Name.fromString("_xmpp-client._tcp." + domain + '.'),
                DClass.IN,
                DAY_SECONDS,
                0,
                0,
                port,
                Name.fromString(domain + '.')),
            Credibility.NORMAL);
  }

  private static void write(Path file, TestRunResult result) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (SuccessfulTest test : result.getSuccessfulTests()) {
      outcomes.add(new Outcome(Outcome.Kind.PASSED, name(test.concreteTest), ""));
    }
    for (FailedTest test : result.getFailedTests()) {
      outcomes.add(
          new Outcome(
              Outcome.Kind.FAILED, name(test.concreteTest), String.valueOf(test.failureReason)));
    }
    for (TestNotPossible test : result.getNotPossibleTests()) {
      outcomes.add(
          new Outcome(
              Outcome.Kind.IMPOSSIBLE,
              name(test.concreteTest),
              String.valueOf(test.testNotPossibleException.getMessage())));
    }
    result
        .getImpossibleTestClasses()
        .forEach((type, cause) ->
            outcomes.add(
                new Outcome(
                    Outcome.Kind.IMPOSSIBLE,
                    type.getSimpleName(),
                    String.valueOf(cause.getMessage()))));
    Files.write(file, outcomes.stream().map(Outcome::line).sorted().toList());
  }

  private static String name(ConcreteTest test) {
    return test.getMethod().getDeclaringClass().getSimpleName() + '.' + test.getMethod().getName();
  }
}
