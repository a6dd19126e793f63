package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ActivityRowTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat           | "role":"user","text":"Hi\\nthere"              | user Hi there
            tool_call      | "tool":"web_fetch","ok":true                  | web_fetch ok
            tool_call      | "tool":"web_fetch","ok":false,"error":"away"  | web_fetch failed: away
            agent_log      | "message":"61 log lines are missing","ok":true | 61 log lines are missing
            guard_decision | "verdict":"allow","ok":true                   | allow
            agent_started  | "ok":true                                     | ok
            """)
    void saysWhatMattersOfItsKind(String kind, String fields, String what) {
        var row = "{\"ts\":\"t\",\"kind\":\"%s\",%s}".formatted(kind, fields);

        assertThat(ActivityRow.line(JsonMapper.shared().readTree(row)))
                .startsWith("t  " + kind)
                .endsWith(what);
    }
}
