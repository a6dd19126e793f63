package io.aispm.api;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void modulesUseOnlyEachOthersDoors() {
        ApplicationModules.of(SpmApiApplication.class).verify();
    }
}
