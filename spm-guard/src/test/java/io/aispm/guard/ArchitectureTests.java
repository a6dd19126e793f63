package io.aispm.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.aispm.guard", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule knowsNoFramework = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "io.aispm.kit..", "io.aispm.api..");

    @ArchTest
    static final ArchRule redactionKnowsNoVerdicts = noClasses()
            .that()
            .resideInAPackage("io.aispm.guard.redact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.aispm.guard", "io.aispm.guard.stream..", "io.aispm.guard.embedded..", "io.aispm.guard.model..");

    @ArchTest
    static final ArchRule theStreamScreenKnowsNoGuard = noClasses()
            .that()
            .resideInAPackage("io.aispm.guard.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aispm.guard", "io.aispm.guard.embedded..", "io.aispm.guard.model..");

    @ArchTest
    static final ArchRule modelsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("io.aispm.guard.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aispm.guard.embedded..");

    @ArchTest
    static final ArchRule httpLivesInModels = noClasses()
            .that()
            .resideOutsideOfPackage("io.aispm.guard.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okhttp3..");

    @ArchTest
    static final ArchRule timeIsGivenIn = noClasses().should().callMethod(Instant.class, "now");
}
