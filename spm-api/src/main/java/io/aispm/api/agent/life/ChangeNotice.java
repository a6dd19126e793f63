package io.aispm.api.agent.life;

import io.aispm.api.agent.AgentEvent;
import io.aispm.api.agent.TenantSettingsChanged;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.lineage.ControlChannel;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells all services, as soon as a change is true, that what they remember of an agent is stale. */
@Component
class ChangeNotice {

    private final ControlChannel control;

    ChangeNotice(ControlChannel control) {
        this.control = control;
    }

    @TransactionalEventListener
    void on(AgentEvent event) {
        control.publish(ControlEvent.agentChanged(event.tenantId(), event.agentId()));
    }

    @TransactionalEventListener
    void on(TenantSettingsChanged event) {
        control.publish(ControlEvent.tenantChanged(event.tenantId()));
    }
}
