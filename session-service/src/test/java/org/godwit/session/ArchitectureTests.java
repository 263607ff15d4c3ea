package org.godwit.session;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.godwit.session",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_XEP =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.session.account..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..xep*..", "org.godwit.session.offline..");

  @ArchTest
  static final ArchRule CORE_KNOWS_NEITHER_FRAMEWORK_NOR_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.session.account..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "jakarta.persistence..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule DECISIONS_USE_NEITHER_CLOCK_NOR_CHANCE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rules")
          .or()
          .haveSimpleNameEndingWith("Machine")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.random.RandomGenerator.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.godwit.bus.StanzaBus")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.slf4j.Logger");

  @ArchTest
  static final ArchRule MODULES_CARRY_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.session.xep*..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..");

  @ArchTest
  static final ArchRule MODULES_ARE_NAMED_SO =
      classes()
          .that()
          .implement(org.godwit.protocol.module.XepModule.class)
          .should()
          .haveSimpleNameEndingWith("Module")
          .andShould()
          .resideInAPackage("..xep*..");
}
