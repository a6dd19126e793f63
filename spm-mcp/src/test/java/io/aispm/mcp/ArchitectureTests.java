package io.aispm.mcp;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.aispm.testkit.ServiceRules;

@AnalyzeClasses(packages = "io.aispm.mcp", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests shared = ArchTests.in(ServiceRules.class);
}
