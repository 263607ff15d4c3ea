package org.godwit.muc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the service's parts do not know. */
@AnalyzeClasses(packages = "org.godwit.muc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule ROOMS_ARE_PURE =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.muc.room..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.apache.kafka..",
              "org.slf4j..",
              "org.godwit.bus..",
              "java.sql..",
              "org.godwit.muc.store..",
              "org.godwit.muc.owner..");

  @ArchTest
  static final ArchRule ROOMS_USE_NEITHER_CLOCK_NOR_CHANCE =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.muc.room..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.random.RandomGenerator.class);

  @ArchTest
  static final ArchRule OWNERS_KNOW_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.muc.owner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "org.godwit.muc.store..");

  @ArchTest
  static final ArchRule ONLY_THE_CONFIGURATION_OF_MODULES_KNOWS_XEPS =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("ModulesConfiguration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.godwit.protocol.xep*..");

  @ArchTest
  static final ArchRule KAFKA_IS_BEHIND_THE_BUS =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");
}
