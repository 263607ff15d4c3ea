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
  static final ArchRule ANSWERS_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Answers")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "org.apache.kafka..", "org.slf4j..", "org.godwit.bus..");

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
