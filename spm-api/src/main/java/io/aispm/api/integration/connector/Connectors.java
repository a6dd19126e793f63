package io.aispm.api.integration.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All kinds of integrations, as {@code integration/connectors.json} describes them. */
@Component
public class Connectors {

    private static final String FILE = "integration/connectors.json";

    private final List<Connector> all;

    Connectors() {
        var json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        try (var file = new ClassPathResource(FILE).getInputStream()) {
            all = List.copyOf(json.readValue(file, new TypeReference<List<Connector>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the connectors can't be read", unreadable);
        }
    }

    public List<Connector> all() {
        return all;
    }

    /** The connector of a type. */
    public Optional<Connector> of(String type) {
        return all.stream().filter(connector -> connector.type().equals(type)).findFirst();
    }

    /** The connector of a row's type, which was known when the row was made. */
    public Connector require(String type) {
        return of(type).orElseThrow(() -> new IllegalStateException("there is no connector '" + type + "'"));
    }

    /** The types that a provider of options offers. */
    public Set<String> offeredBy(String optionsProvider) {
        var wanted = optionsProvider.equals("tavily_integrations") ? "search" : "chat";
        return all.stream()
                .filter(connector -> connector.serves().contains(wanted))
                .map(Connector::type)
                .collect(Collectors.toUnmodifiableSet());
    }
}
