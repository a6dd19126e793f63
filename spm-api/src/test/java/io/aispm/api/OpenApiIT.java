package io.aispm.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed OpenAPI document is the one that the code makes. After a change of the API, write it again with {@code
 * -Dopenapi.write=true} and read the difference before you commit it.
 */
@SpmApiTest
class OpenApiIT {

    private static final Path COMMITTED = Path.of("../docs/openapi/spm-api.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    @Autowired
    private MockMvcTester mvc;

    @Test
    void theCommittedDocumentIsTheCodes() throws IOException {
        var made = made();
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, made);
        }

        assertThat(Files.readString(COMMITTED)).isEqualTo(made);
    }

    private String made() throws IOException {
        var answer = mvc.get()
                .uri("/api/spm/openapi")
                .header("Authorization", TestPeople.bearer(Role.ADMIN))
                .exchange()
                .getResponse()
                .getContentAsByteArray();
        var document = (ObjectNode) JSON.readTree(answer);
        document.remove("servers");
        return JSON.writeValueAsString(JSON.treeToValue(document, Object.class)) + "\n";
    }
}
