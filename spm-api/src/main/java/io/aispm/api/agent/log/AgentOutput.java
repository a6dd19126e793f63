package io.aispm.api.agent.log;

import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.contract.agent.AgentId;
import io.aispm.guard.redact.Redactor;
import io.aispm.guard.redact.SensitiveKind;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What agents wrote, as people may see it: nothing keeps an agent from printing its tokens, so they are taken out. */
@Component
public class AgentOutput {

    /** What {@code Starts} mints. */
    private static final Pattern TOKEN = Pattern.compile("\\b(?:mcp|llm|kafka)_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private final Redactor redactor = Redactor.byDefault();
    private final AgentRuntime runtime;

    AgentOutput(AgentRuntime runtime) {
        this.runtime = runtime;
    }

    /** The last lines of an agent, oldest first, without secrets. */
    public List<LogLine> lines(AgentId agent, int tail) {
        return runtime.logs(agent, tail).stream().map(this::shown).toList();
    }

    private LogLine shown(LogLine line) {
        return new LogLine(
                line.ts(),
                line.stream(),
                redactor.redact(withoutTokens(line.text())).text());
    }

    /** A line as it was written, but for the tokens of agents. */
    static String withoutTokens(String line) {
        return TOKEN.matcher(line).replaceAll(SensitiveKind.API_KEY.marker());
    }
}
