package io.aispm.api.agent.setting;

import io.aispm.api.agent.AgentChanged;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.EffectiveSettings;
import io.aispm.api.agent.TenantSettingsChanged;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The settings that people have set. A change is a merge: what is absent stays, null takes a setting back. */
@Service
@Transactional
public class StoredSettings implements AgentSettings {

    private static final Map<String, Object> TENANT_DEFAULTS =
            Map.of("requirements_allowed", true, "guard_mode", "embedded", "category_thresholds", Map.of());

    private final SettingsStore store;
    private final ApplicationEventPublisher events;

    StoredSettings(SettingsStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /** One statement, asked on every turn and call: a transaction around it would double its way. */
    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public EffectiveSettings of(TenantId tenant, AgentId agent) {
        return new EffectiveSettings(store.of(tenant, agent));
    }

    @Override
    @Transactional(readOnly = true)
    public EffectiveSettings of(TenantId tenant) {
        return new EffectiveSettings(store.of(tenant));
    }

    /** The agent's own settings, as a whole. */
    @Transactional(readOnly = true)
    public Map<String, @Nullable Object> ofAgent(AgentId agent) {
        return SettingField.whole(SettingField.ofAgents(), store.of(agent));
    }

    /** The tenant's settings, as a whole. */
    @Transactional(readOnly = true)
    public Map<String, @Nullable Object> ofTenant(TenantId tenant) {
        var set = new LinkedHashMap<String, @Nullable Object>(TENANT_DEFAULTS);
        set.putAll(store.of(tenant));
        return SettingField.whole(SettingField.ofTenants(), set);
    }

    /** Merges into the agent's settings. */
    public void change(TenantId tenant, AgentId agent, Map<String, @Nullable Object> changes, String userId) {
        check(changes, SettingField.ofAgents());
        store.change(agent, before -> merge(before, changes));
        events.publishEvent(new AgentChanged(tenant, agent, userId, changes.keySet()));
    }

    /** Merges into the tenant's settings. */
    public void change(TenantId tenant, Map<String, @Nullable Object> changes, String userId) {
        check(changes, SettingField.ofTenants());
        store.change(tenant, before -> merge(before, changes));
        events.publishEvent(new TenantSettingsChanged(tenant, userId, changes.keySet()));
    }

    private static void check(Map<String, @Nullable Object> changes, List<SettingField> fields) {
        var known = fields.stream().map(SettingField::toString).toList();
        var unknown = changes.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw AgentException.badRequest("unknown_field", "Unknown fields: " + String.join(", ", unknown) + ".");
        }
        var errors = fields.stream()
                .filter(field -> !field.takes(changes.get(field.toString())))
                .map(SettingField::sentence)
                .toList();
        if (!errors.isEmpty()) {
            throw AgentException.invalid(errors);
        }
    }

    private static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> changes) {
        var merged = new LinkedHashMap<String, @Nullable Object>(before);
        changes.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
