package io.aispm.api.agent.runtime.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameworksTests {

    private final Frameworks frameworks = Frameworks.of(Path.of("../agent-runtime-sdk/image/frameworks.lock"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import langchain                              | true
            from langchain_openai import ChatOpenAI       | true
            import os, llama_index.core                   | true
            '    from langgraph.graph import StateGraph'  | true
            from aispm.integrations.langchain import web_fetch | true
            import aispm                                  | false
            # import langchain                            | false
            import langua                                 | false
            """)
    void areWantedByCodeThatImportsThem(String line, boolean wanted) {
        var code = new AgentCode(CodeKind.PYTHON, "agent.py", ("import sys\n" + line + "\n").getBytes(UTF_8), null);

        assertThat(frameworks.wantedBy(code).isPresent()).isEqualTo(wanted);
    }
}
