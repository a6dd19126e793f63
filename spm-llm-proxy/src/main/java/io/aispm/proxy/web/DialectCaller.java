package io.aispm.proxy.web;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.call.Caller;
import io.aispm.proxy.dialect.Dialect;
import io.aispm.proxy.provider.Chunk;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An agent that asked in another shape, and is answered in it. */
final class DialectCaller implements Caller {

    private final HttpAnswer answer;
    private final Dialect dialect;

    DialectCaller(HttpAnswer answer, Dialect dialect) {
        this.answer = answer;
        this.dialect = dialect;
    }

    @Override
    public Watch whenGone(Runnable action) {
        return answer.whenGone(action);
    }

    @Override
    public void ignored(List<String> fields) {
        answer.ignored(fields);
    }

    @Override
    public void answer(ObjectNode completion) {
        answer.whole(dialect.answer(completion));
    }

    @Override
    public void event(Chunk chunk) {
        send(dialect.take(chunk.json()));
    }

    @Override
    public void done() {
        send(dialect.finish());
    }

    @Override
    public void broken(LlmException failure) {
        send(List.of(dialect.broken(failure)));
    }

    @Override
    public boolean begun() {
        return answer.begun();
    }

    private void send(List<Dialect.Event> events) {
        events.forEach(event -> answer.event(event.name(), event.data()));
    }
}
