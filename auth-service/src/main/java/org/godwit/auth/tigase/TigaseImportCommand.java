package org.godwit.auth.tigase;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.godwit.auth.ConfigurationRefusedException;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.domain.HostDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The command {@code import-tigase}: brings the accounts of a Tigase server over into this
 * service's database, says how far it is, and ends. It may be started again, and while the service
 * runs.
 */
public final class TigaseImportCommand {

  /** The first argument that stands for this command. */
  public static final String NAME = "import-tigase";

  private TigaseImportCommand() {}

  /**
   * Runs the import.
   *
   * @param application the service, whose configuration counts; nothing of it listens
   * @param args Spring properties, {@code --xmpp.auth.import.url} among them
   * @param out where the progress and the report go
   */
  public static void run(SpringApplicationBuilder application, List<String> args, PrintStream out) {
    try (ConfigurableApplicationContext context =
        application
            .web(WebApplicationType.NONE)
            .properties("xmpp.auth.hosts.publish=false", "xmpp.auth.api.enabled=false")
            .run(args.toArray(String[]::new))) {
      ImportProperties properties = context.getBean(ImportProperties.class);
      if (properties.url() == null) {
        throw new ConfigurationRefusedException(
            "xmpp.auth.import.url is not set: the JDBC URL of Tigase's database is needed.");
      }
      DriverManagerDataSource theirs = new DriverManagerDataSource(properties.url());
      theirs.setUsername(properties.username());
      theirs.setPassword(password(properties.passwordFile()));
      ImportReport report =
          new TigaseImport(
                  new JdbcTemplate(theirs),
                  context.getBean(JdbcTemplate.class),
                  context.getBean(Accounts.class),
                  context.getBean(HostDirectory.class),
                  properties)
              .run(progress -> out.println(progress.text()));
      out.println("Done: " + report.text());
    }
  }

  private static @Nullable String password(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new ConfigurationRefusedException(
          "xmpp.auth.import.password-file is '"
              + file
              + "', which cannot be read: a file with the password on its first line is allowed.",
          e);
    }
  }
}
