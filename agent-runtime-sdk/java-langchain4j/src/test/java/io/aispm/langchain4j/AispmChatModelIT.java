package io.aispm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.output.FinishReason;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.testing.AispmTestPlatform;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AispmChatModelIT {

    @AutoClose
    private final AispmTestPlatform platform = new AispmTestPlatform();

    private final AispmChatModel model = new AispmChatModel(platform.aispm());

    @Test
    void asksForToolsAndTakesTheirAnswers() {
        platform.llm().calls("look", Map.of("query", "ship")).says("At berth 4");
        var look = ToolSpecification.builder()
                .name("look")
                .description("looks")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("query")
                        .required("query")
                        .build())
                .build();
        var question = UserMessage.from("Where is the ship?");

        var asked = model.chat(ChatRequest.builder()
                .messages(SystemMessage.from("Be brief."), question)
                .toolSpecifications(look)
                .build());
        var call = asked.aiMessage().toolExecutionRequests().getFirst();
        var answer = model.chat(question, asked.aiMessage(), ToolExecutionResultMessage.from(call, "berth 4"));

        assertThat(asked.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(call.arguments()).isEqualTo("{\"query\":\"ship\"}");
        assertThat(answer.aiMessage().text()).isEqualTo("At berth 4");
        var first = platform.llm().asked().getFirst();
        assertThat(first.at("/messages/0/content").asString()).isEqualTo("Be brief.");
        assertThat(first.at("/tools/0/function/parameters/required/0").asString())
                .isEqualTo("query");
        assertThat(platform.llm()
                        .asked()
                        .getLast()
                        .at("/messages/2/tool_call_id")
                        .asString())
                .isEqualTo(call.id());
    }

    @Test
    void saysWhichToolsAndWhatShapeAreWanted() {
        platform.llm().says("{}");
        var format = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("Place")
                        .rootElement(JsonObjectSchema.builder()
                                .addStringProperty("berth")
                                .build())
                        .build())
                .build();

        model.chat(ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .toolChoice(ToolChoice.NONE)
                .responseFormat(format)
                .build());

        var asked = platform.llm().asked().getFirst();
        assertThat(asked.path("tool_choice").asString()).isEqualTo("none");
        assertThat(asked.at("/response_format/json_schema/schema/properties/berth/type")
                        .asString())
                .isEqualTo("string");
    }

    @Test
    void refusesWhatItCanNotPassOn() {
        var wishes = ChatRequest.builder().messages(UserMessage.from("hi")).topP(0.5);

        assertThatThrownBy(() -> model.chat(wishes.build()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("topP");
        assertThat(platform.llm().asked()).isEmpty();
    }

    @Test
    void passesOnWhatTheGatewayRefuses() {
        platform.llm().fails(403, "policy_blocked", "Blocked by policy: no models");

        assertThatThrownBy(() -> model.chat("hi"))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("policy_blocked");
    }
}
