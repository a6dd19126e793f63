package io.aispm.sdk.behaviour;

import io.aispm.contract.agent.AgentId;
import io.aispm.testkit.SecuredBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One agent, started and talked to as the platform does. */
final class AgentUnderTest implements AutoCloseable {

    private final AgentId id = new AgentId(UUID.randomUUID());
    private final SecuredBroker broker;
    private final List<String> command;
    private final AgentTopics topics;
    private final Conversation chat;
    private final ControlPlaneStandIn control = new ControlPlaneStandIn();
    private final List<AgentProcess> processes = new ArrayList<>();

    AgentUnderTest(SecuredBroker broker, List<String> command) {
        this.broker = broker;
        this.command = command;
        this.topics = new AgentTopics(broker, id);
        this.chat = new Conversation(broker, topics);
    }

    AgentTopics topics() {
        return topics;
    }

    Conversation chat() {
        return chat;
    }

    /** Mints token and password of a new start, which end the older ones, and begins after what was said before. */
    Start admit() {
        var start = admitFromTheBeginning();
        topics.commitEnd(start.group());
        return start;
    }

    /** The same, with nothing committed for the start's group. */
    Start admitFromTheBeginning() {
        var password = UUID.randomUUID().toString();
        var group = topics.group(UUID.randomUUID().toString());
        topics.setPassword(password);
        var bootstrap = Map.ofEntries(
                Map.entry("agent_id", id.toString()),
                Map.entry("tenant_id", "t1"),
                Map.entry("mcp_url", control.url() + "/mcp"),
                Map.entry("llm_base_url", control.url() + "/v1"),
                Map.entry("llm_api_key", "key-of-a-test"),
                Map.entry("kafka_bootstrap_servers", broker.address()),
                Map.entry("kafka_security_protocol", SecuredBroker.PROTOCOL),
                Map.entry("kafka_sasl_mechanism", SecuredBroker.MECHANISM),
                Map.entry("kafka_sasl_username", topics.user()),
                Map.entry("kafka_sasl_password", password),
                Map.entry("kafka_group_id", group),
                Map.entry("chat_in_topic", topics.in()),
                Map.entry("chat_out_topic", topics.out()));
        var start = new Start(UUID.randomUUID().toString(), group, bootstrap);
        control.admit(start);
        return start;
    }

    /** Starts a process of a start. */
    AgentProcess run(Start start) {
        var environment =
                Map.of("AGENT_ID", id.toString(), "MCP_TOKEN", start.token(), "CONTROLLER_URL", control.url());
        var process = new AgentProcess(command, environment);
        processes.add(process);
        return process;
    }

    /** What its processes wrote, for whoever wonders why something did not happen. */
    String log() {
        return String.join("\n--\n", processes.stream().map(AgentProcess::log).toList());
    }

    @Override
    public void close() {
        processes.forEach(AgentProcess::close);
        control.close();
        chat.close();
        topics.close();
    }
}
