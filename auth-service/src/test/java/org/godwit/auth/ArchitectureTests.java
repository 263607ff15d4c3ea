package org.godwit.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The borders inside the service. */
@AnalyzeClasses(packages = "org.godwit.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
      slices().matching("org.godwit.auth.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_API_KNOWS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.godwit.auth.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.web..", "org.springframework.http..");

  @ArchTest
  static final ArchRule ONLY_STORES_KNOW_THE_DATABASE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.godwit.auth.account..",
              "org.godwit.auth.fast..",
              "org.godwit.auth.domain..",
              "org.godwit.auth.invite..",
              "org.godwit.auth.access..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.persistence..",
              "org.hibernate.annotations..",
              "org.springframework.data..",
              "org.springframework.transaction..");

  @ArchTest
  static final ArchRule RULES_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rules")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "org.slf4j..", "java.io..", "java.time..")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("SecureRandom");
}
