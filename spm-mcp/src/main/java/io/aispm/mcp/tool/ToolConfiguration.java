package io.aispm.mcp.tool;

import io.aispm.contract.call.Allowance;
import io.aispm.contract.call.KnowledgeSearch;
import io.aispm.mcp.control.ControlPlane;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where tools get what they don't have themselves. */
@Configuration(proxyBeanMethods = false)
class ToolConfiguration {

    @Bean
    @ConditionalOnMissingBean
    KnowledgeLookup knowledgeLookup(ControlPlane control) {
        return question -> control.ask("knowledge/search", question, KnowledgeSearch.Answer.class);
    }

    @Bean
    @ConditionalOnMissingBean
    ToolRates.Counting counting(ControlPlane control) {
        return shares -> control.ask("allowances", new Allowance.Question(shares), Allowance.Answer.class)
                .grants();
    }
}
