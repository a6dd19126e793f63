package io.aispm.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.aispm.testkit.ServiceRules;

@AnalyzeClasses(packages = "io.aispm.proxy", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests shared = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule providersKnowNothingOfAgents = noClasses()
            .that()
            .resideInAPackage("..provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..usage..", "..limit..", "..screen..", "..call..", "..web..");

    @ArchTest
    static final ArchRule onlyProvidersReachOut = noClasses()
            .that()
            .resideOutsideOfPackages("..provider..", "io.aispm.proxy")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "org.apache.hc..");

    @ArchTest
    static final ArchRule nettyIsTheServersMatter = noClasses()
            .that()
            .resideOutsideOfPackage("..http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule nothingIsAServlet = noClasses()
            .that()
            .resideOutsideOfPackage("..http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.apache.catalina..");
}
