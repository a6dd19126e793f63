package io.aispm.lineage;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.aispm.testkit.ServiceRules;

@AnalyzeClasses(packages = "io.aispm.lineage", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests theHouse = ArchTests.in(ServiceRules.class);
}
