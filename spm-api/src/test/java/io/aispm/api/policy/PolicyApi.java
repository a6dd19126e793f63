package io.aispm.api.policy;

import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** The routes of policies, as an administrator of one tenant uses them. */
final class PolicyApi {

    /** What each tenant has from the beginning. */
    static final List<String> SEEDS = List.of(
            "egress_control",
            "jailbreak_detect",
            "output_filter",
            "pii_mask",
            "prompt_guard",
            "rag_retrieval_limit",
            "token_budget",
            "tool_scope",
            "write_approval");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockMvcTester mvc;
    private final TenantId tenant;

    PolicyApi(MockMvcTester mvc, TenantId tenant) {
        this.mvc = mvc;
        this.tenant = tenant;
    }

    /** A policy that blocks prompts with the word. */
    static String rego(String id, String reason, String word) {
        return """
                package aispm.policies.%s
                decision := {"decision": "block", "reason": "%s"} if contains(lower(input.prompt), "%s")
                """.formatted(id, reason, word);
    }

    static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    MvcTestResult get(String path) {
        return exchange(mvc.get().uri(path));
    }

    MvcTestResult delete(String path) {
        return exchange(mvc.delete().uri(path));
    }

    MvcTestResult post(String path, Map<String, ?> body) {
        return exchange(mvc.post().uri(path), body);
    }

    MvcTestResult put(String path, Map<String, ?> body) {
        return exchange(mvc.put().uri(path), body);
    }

    private MvcTestResult exchange(MockMvcTester.MockMvcRequestBuilder request, Map<String, ?> body) {
        return exchange(request.contentType(MediaType.APPLICATION_JSON).content(JSON.writeValueAsString(body)));
    }

    private MvcTestResult exchange(MockMvcTester.MockMvcRequestBuilder request) {
        return request.header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .exchange();
    }
}
