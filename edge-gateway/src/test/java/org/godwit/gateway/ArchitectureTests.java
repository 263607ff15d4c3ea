package org.godwit.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The borders inside the gateway. */
class ArchitectureTests {
  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.godwit.gateway");

  @Test
  void channelsStayInTheShell() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..gateway.netty..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty.channel..", "io.netty.buffer..", "io.netty.bootstrap..")
        .check(GATEWAY);
  }

  @Test
  void decisionsAreMadeWithoutTheirShells() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Rules")
        .or()
        .haveSimpleNameEndingWith("Machine")
        .or()
        .haveSimpleNameEndingWith("Transitions")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..",
            "org.springframework..",
            "org.slf4j..",
            "java.time..",
            "java.net..",
            "..gateway.netty..")
        .check(GATEWAY);
  }

  @Test
  void kafkaIsNobodysBusiness() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.godwit.gateway")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
        .check(GATEWAY);
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices().matching("org.godwit.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
  }
}
