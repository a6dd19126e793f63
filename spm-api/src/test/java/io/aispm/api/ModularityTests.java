package io.aispm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.util.ApplicationModulesExporter;
import tools.jackson.databind.json.JsonMapper;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(SpmApiApplication.class);

    @Test
    void modulesUseOnlyEachOthersDoors() {
        modules.verify();
    }

    /** A start reads there whose migrations to run, so that it need not search all classes for modules. */
    @Test
    void theCommittedListNamesEveryModule() {
        assertThat(listed())
                .containsExactlyInAnyOrderElementsOf(
                        modules.stream().map(ModularityTests::name).toList());
    }

    @Test
    void theCommittedListNamesAModuleAfterThoseItUses() {
        var before = new HashSet<String>();
        for (var name : listed()) {
            var module = modules.getModuleByName(name).orElseThrow();
            assertThat(before)
                    .as("named before %s", name)
                    .containsAll(module.getDirectDependencies(modules)
                            .uniqueModules()
                            .map(ModularityTests::name)
                            .toList());
            before.add(name);
        }
    }

    private static List<String> listed() {
        try (var file = new ClassPathResource(ApplicationModulesExporter.DEFAULT_LOCATION).getInputStream()) {
            return List.copyOf(JsonMapper.shared().readTree(file).propertyNames());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String name(ApplicationModule module) {
        return Objects.requireNonNull(module.getIdentifier()).toString();
    }
}
