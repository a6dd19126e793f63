package io.aispm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.util.ApplicationModulesExporter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ModularityTests {

    private static final Path COMMITTED =
            Path.of("src/main/resources").resolve(ApplicationModulesExporter.DEFAULT_LOCATION);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ApplicationModules modules = ApplicationModules.of(SpmApiApplication.class);

    @Test
    void modulesUseOnlyEachOthersDoors() {
        modules.verify();
    }

    /**
     * The order in which the modules' migrations run is read from this file at each start, so that nothing has to search all
     * classes for it. After a change of the modules write it again with {@code -Dmodules.write=true}.
     */
    @Test
    void theCommittedListOfModulesIsTheCodes() throws IOException {
        var made = JSON.writeValueAsString(JSON.readTree(new ApplicationModulesExporter(modules).toJson())) + "\n";
        if (Boolean.getBoolean("modules.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, made);
        }

        assertThat(Files.readString(COMMITTED)).isEqualTo(made);
    }
}
