package agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aispm.sdk.testing.AispmTestPlatform;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatAgentTest {

    @AutoClose
    private final AispmTestPlatform platform = new AispmTestPlatform();

    @BeforeEach
    void start() {
        platform.start(new ChatAgent());
    }

    @Test
    void answersWithWhatTheModelSays() {
        platform.llm().says("Good morning");

        assertEquals("Good morning", platform.ask("Hello").text());
    }

    @Test
    void saysSoWhenThereIsNoModel() {
        platform.llm().fails(503, "llm_not_configured", "Set Default LLM.");

        assertTrue(platform.ask("Hello").text().contains("Set Default LLM."));
    }
}
