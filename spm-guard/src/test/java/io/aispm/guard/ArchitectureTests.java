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
            .resideInAPackage("..redact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aispm.guard", "..stream..", "..embedded..", "..model..");

    @ArchTest
    static final ArchRule theStreamScreenKnowsNoGuard = noClasses()
            .that()
            .resideInAPackage("..stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aispm.guard", "..embedded..", "..model..");

    @ArchTest
    static final ArchRule modelsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("..model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..embedded..");

    @ArchTest
    static final ArchRule httpLivesInModels = noClasses()
            .that()
            .resideOutsideOfPackage("..model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okhttp3..");

    @ArchTest
    static final ArchRule timeIsGivenIn = noClasses().should().callMethod(Instant.class, "now");
}
