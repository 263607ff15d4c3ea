package org.godwit.bus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.godwit", importOptions = ImportOption.DoNotIncludeTests.class)
class BusArchitectureTests {

  @ArchTest
  static final ArchRule ONLY_THE_ADAPTER_KNOWS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.godwit.bus.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

  @ArchTest
  static final ArchRule PORTS_DO_NOT_KNOW_THE_ADAPTER =
      noClasses()
          .that()
          .resideInAPackage("org.godwit.bus")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.godwit.bus.kafka..");
}
