package org.godwit.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What must stay absent from this jar. */
class ProtocolArchitectureTests {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.godwit.protocol");

  @Test
  void noFrameworkAndNoTransport() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "io.netty..",
            "org.apache.kafka..",
            "jakarta..",
            "org.hibernate..",
            "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void noXepIsKnownOutsideItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..xep*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..xep*..")
        .check(CLASSES);
  }

  @Test
  void noClockAndNoRandomness() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheXmlPackageKnowsTheParser() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.godwit.protocol.xml")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "javax.xml..")
        .check(CLASSES);
  }
}
