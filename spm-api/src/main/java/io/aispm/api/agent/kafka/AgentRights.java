package io.aispm.api.agent.kafka;

import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** What an agent may do in Kafka: read its turns, write its replies, commit in groups of its own. Nothing else. */
final class AgentRights {

    private static final String ANY_HOST = "*";

    private AgentRights() {}

    static List<AclBinding> of(TenantId tenant, AgentId agent) {
        var in = new ResourcePattern(ResourceType.TOPIC, Topics.chatIn(tenant, agent), PatternType.LITERAL);
        var out = new ResourcePattern(ResourceType.TOPIC, Topics.chatOut(tenant, agent), PatternType.LITERAL);
        var groups = new ResourcePattern(ResourceType.GROUP, Topics.groupPrefix(tenant, agent), PatternType.PREFIXED);
        return List.of(
                allow(agent, in, AclOperation.READ),
                allow(agent, out, AclOperation.WRITE),
                allow(agent, groups, AclOperation.READ));
    }

    static List<AclBindingFilter> all(AgentId agent) {
        return List.of(new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(principal(agent), null, AclOperation.ANY, AclPermissionType.ANY)));
    }

    private static AclBinding allow(AgentId agent, ResourcePattern resource, AclOperation operation) {
        return new AclBinding(
                resource, new AccessControlEntry(principal(agent), ANY_HOST, operation, AclPermissionType.ALLOW));
    }

    private static String principal(AgentId agent) {
        return "User:agent-" + agent;
    }
}
