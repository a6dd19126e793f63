package io.aispm.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What agents can see, and what of Java the SDK needs. */
class SurfaceTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.aispm.sdk");

    @Test
    void isAModuleThatExportsTwoPackages() {
        var module = ModuleFinder.of(Path.of("target", "classes"))
                .find("io.aispm.sdk")
                .orElseThrow();

        assertThat(module.descriptor().exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder("io.aispm.sdk", "io.aispm.sdk.testing");
        assertThat(module.descriptor().requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder(
                        "java.base",
                        "java.net.http",
                        "kafka.clients",
                        "org.jspecify",
                        "tools.jackson.databind",
                        "jdk.httpserver");
    }

    @Test
    void knowsNoFrameworkAndNoService() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.aispm.sdk..",
                        "java..",
                        "com.sun.net.httpserver..",
                        "org.apache.kafka..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..")
                .check(CLASSES);
    }

    @Test
    void needsTheTestPlatformNowhere() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.aispm.sdk.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.aispm.sdk.testing..", "com.sun.net.httpserver..")
                .check(CLASSES);
    }
}
