package io.aispm.api.federation;

import io.aispm.api.federation.FederatedTool.Manifest;
import io.aispm.api.federation.ToolChanged.Change;
import io.aispm.api.integration.Integration;
import io.aispm.api.integration.IntegrationChanged;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.Integrations;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ToolServers;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.lineage.ControlChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What tool servers say of their tools, and what people decide on it. A tool is callable while its server describes it
 * exactly as somebody approved it: trust is in that description, not in the server.
 */
@Service
public class FederatedTools {

    static final String CONNECTOR = "mcp_server";

    private final FederationStore store;
    private final Integrations integrations;
    private final ControlChannel control;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Clock clock;

    FederatedTools(
            FederationStore store,
            Integrations integrations,
            ControlChannel control,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.integrations = integrations;
        this.control = control;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A server's tools, by their names, with those that it has no more. */
    public List<FederatedTool> of(TenantId tenant, IntegrationId id) {
        requireServer(tenant, id);
        return store.of(tenant, id);
    }

    /** All that agents of the tenant may call, or could before their server changed them; of enabled servers, by name. */
    public List<ApprovedTool> approved(TenantId tenant) {
        var servers = integrations.all(tenant).stream()
                .filter(server -> server.enabled() && server.connectorType().equals(CONNECTOR))
                .collect(Collectors.toMap(
                        Integration::id,
                        server -> String.valueOf(server.config().get("base_url"))));
        return store.approved(tenant).stream()
                .filter(tool -> servers.containsKey(tool.integration()))
                .map(tool ->
                        new ApprovedTool(tool.name(), tool.seen().hash(), servers.getOrDefault(tool.integration(), "")))
                .toList();
    }

    /** Asks the tool server to look again, soon. */
    public void refresh(TenantId tenant, IntegrationId id) {
        requireServer(tenant, id);
        control.publish(ControlEvent.tenantChanged(tenant));
    }

    /** Takes note of what a server says now; tells how many tools nobody has approved as they are. */
    public int note(ToolServers.Sighting sighting) {
        var id = IntegrationId.of(sighting.integrationId());
        var tenant = sighting.tenantId();
        var server = requireServer(tenant, id);
        return Objects.requireNonNull(transactions.execute(_ -> {
            store.lock(tenant);
            var known = byName(store.of(tenant, id));
            var gone = new HashSet<>(known.keySet());
            var now = now();
            for (var seen : sighting.tools()) {
                gone.remove(seen.tool());
                note(server, known.get(seen.tool()), seen, now);
            }
            gone.stream().map(known::get).filter(FederatedTool::present).forEach(tool -> drop(tool, now));
            return (int) store.of(tenant, id).stream()
                    .filter(tool -> tool.present() && tool.state() != FederatedTool.State.APPROVED)
                    .count();
        }));
    }

    private void note(Integration server, @Nullable FederatedTool before, ToolServers.Seen seen, Instant now) {
        var manifest = new Manifest(seen.hash(), seen.manifest());
        if (before == null) {
            var tool = new FederatedTool(
                    server.tenant(),
                    server.id(),
                    seen.tool(),
                    name(server, seen.tool()),
                    manifest,
                    now,
                    true,
                    null,
                    null,
                    null);
            store.keep(tool);
            events.publishEvent(new ToolChanged(tool, Change.APPEARED, null, null));
            return;
        }
        if (before.present() && before.seen().hash().equals(seen.hash())) {
            return;
        }
        var after = new FederatedTool(
                before.tenant(),
                before.integration(),
                before.tool(),
                before.name(),
                manifest,
                now,
                true,
                before.approved(),
                before.approvedBy(),
                before.approvedAt());
        store.keep(after);
        var change = before.present() ? Change.CHANGED : Change.APPEARED;
        events.publishEvent(new ToolChanged(after, change, before.seen().hash(), null));
    }

    private void drop(FederatedTool before, Instant now) {
        var after = new FederatedTool(
                before.tenant(),
                before.integration(),
                before.tool(),
                before.name(),
                before.seen(),
                now,
                false,
                before.approved(),
                before.approvedBy(),
                before.approvedAt());
        store.keep(after);
        events.publishEvent(new ToolChanged(after, Change.REMOVED, before.seen().hash(), null));
    }

    private String name(Integration server, String tool) {
        var tenant = server.tenant();
        var part = ToolNames.server(
                server.name(),
                server.id().toString(),
                prefix -> store.ownerOf(tenant, prefix)
                        .filter(owner -> !owner.equals(server.id()))
                        .isPresent());
        return ToolNames.of(part, tool, name -> store.isTaken(tenant, name));
    }

    /**
     * Lets agents call these tools as they were when the person looked.
     *
     * @param hashes by the tools' names, those of the manifests that the person saw
     */
    public List<FederatedTool> approve(TenantId tenant, String user, IntegrationId id, Map<String, String> hashes) {
        return decide(
                tenant,
                id,
                List.copyOf(hashes.keySet()),
                (tool, errors) -> {
                    if (!tool.seen().hash().equals(hashes.get(tool.tool()))) {
                        errors.add("`" + tool.tool() + "` is not what was approved: look at it again.");
                        return tool;
                    }
                    return decided(tool, tool.seen(), user, now());
                },
                user,
                Change.APPROVED);
    }

    /** Lets agents call these tools no longer. */
    public List<FederatedTool> revoke(TenantId tenant, String user, IntegrationId id, List<String> names) {
        return decide(tenant, id, names, (tool, _) -> decided(tool, null, null, null), user, Change.REVOKED);
    }

    private List<FederatedTool> decide(
            TenantId tenant, IntegrationId id, List<String> names, Decision decision, String user, Change change) {
        requireServer(tenant, id);
        var after = Objects.requireNonNull(transactions.execute(_ -> {
            store.lock(tenant);
            var known = byName(store.of(tenant, id));
            var unknown = names.stream()
                    .filter(name -> !known.containsKey(name))
                    .map(name -> "There is no tool '" + name + "'.")
                    .toList();
            if (!unknown.isEmpty()) {
                throw FederationException.invalid(unknown);
            }
            var errors = new ArrayList<String>();
            var decided = names.stream()
                    .map(name -> decision.on(Objects.requireNonNull(known.get(name)), errors))
                    .toList();
            if (!errors.isEmpty()) {
                throw FederationException.changedMeanwhile(errors);
            }
            decided.forEach(tool -> {
                store.keep(tool);
                events.publishEvent(new ToolChanged(tool, change, tool.seen().hash(), user));
            });
            return store.of(tenant, id);
        }));
        control.publish(ControlEvent.tenantChanged(tenant));
        return after;
    }

    private static FederatedTool decided(
            FederatedTool tool, @Nullable Manifest manifest, @Nullable String by, @Nullable Instant at) {
        return new FederatedTool(
                tool.tenant(),
                tool.integration(),
                tool.tool(),
                tool.name(),
                tool.seen(),
                tool.seenAt(),
                tool.present(),
                manifest,
                by,
                at);
    }

    @EventListener
    void forget(IntegrationChanged changed) {
        if ("deleted".equals(changed.payload().get("action"))) {
            store.forget(
                    changed.tenantId(),
                    IntegrationId.of(String.valueOf(changed.payload().get("integration_id"))));
        }
    }

    private Integration requireServer(TenantId tenant, IntegrationId id) {
        var integration = integrations.require(tenant, id);
        if (!integration.connectorType().equals(CONNECTOR)) {
            throw FederationException.noToolServer();
        }
        return integration;
    }

    private static Map<String, FederatedTool> byName(List<FederatedTool> tools) {
        return tools.stream()
                .collect(Collectors.toMap(FederatedTool::tool, Function.identity(), (one, _) -> one, HashMap::new));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What becomes of one tool. */
    @FunctionalInterface
    private interface Decision {

        FederatedTool on(FederatedTool tool, List<String> errors);
    }
}
