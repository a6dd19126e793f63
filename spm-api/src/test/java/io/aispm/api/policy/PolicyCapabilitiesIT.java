package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What uploaded Rego can't do, a capability a line: it is refused with the place where it tries. */
@SpmApiTest
class PolicyCapabilitiesIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            reach the network            | http.send({"method": "get", "url": "http://127.0.0.1"})
            ask for names                | net.lookup_ip_addr("localhost")
            read the environment         | opa.runtime().env
            parse policies               | rego.parse_module("a", "package a")
            read its own place           | rego.metadata.rule()
            make random numbers          | rand.intn("a", 2)
            sign for a cloud             | providers.aws.sign_req({}, {}, 0)
            fetch schemas                | json.verify_schema({"$ref": "http://127.0.0.1"})
            query elsewhere              | graphql.is_valid("{a}", "type Query {a: String}")
            read certificates            | crypto.x509.parse_certificates("a")
            write to the log             | print("a")
            see the base rules           | data.spm.base
            see what is loaded           | data.spm.loaded
            see another tenant           | data.aispm.tenants.t2
            see another of its tenant's  | data.aispm.policies.other
            see all there is             | data
            see what a question names    | data[input.prompt]
            """)
    void uploadedRegoCanNot(String what, String expression) {
        var rego = "package aispm.policies.reaching\n\ndecision := {\"decision\": \"allow\"} if {\n  x := " + expression
                + "\n  x\n}";

        var refused = new PolicyApi(mvc, tenant).post("/api/spm/policies", Map.of("name", "reaching", "rego", rego));

        assertThat(refused).as(what).hasStatus(422);
        assertThat(refused).bodyJson().extractingPath("$.errors[0]").asString().startsWith("Line 4, column ");
    }
}
