package io.aispm.api.integration;

import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.lineage.ControlChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where this machine's own model has moved since the last start, takes along the integrations that nobody changed. */
@Component
class LocalModelAddress {

    private static final Logger log = LoggerFactory.getLogger(LocalModelAddress.class);

    private final LocalModelRows rows;
    private final LocalModelProperties model;
    private final ControlChannel control;

    LocalModelAddress(LocalModelRows rows, LocalModelProperties model, ControlChannel control) {
        this.rows = rows;
        this.model = model;
        this.control = control;
    }

    @EventListener(ApplicationReadyEvent.class)
    void follow() {
        var address = model.localModelUrl();
        if (address == null || address.isBlank()) {
            return;
        }
        var moved = rows.follow(FirstIntegrations.COMPATIBLE, model.localModelLabel(), address);
        moved.forEach(tenant -> control.publish(ControlEvent.tenantChanged(tenant)));
        if (!moved.isEmpty()) {
            log.atInfo().addKeyValue("tenants", moved.size()).log("The local model has moved; its integrations follow");
        }
    }
}
