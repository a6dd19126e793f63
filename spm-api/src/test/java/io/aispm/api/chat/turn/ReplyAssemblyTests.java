package io.aispm.api.chat.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplyAssemblyTests {

    private final SessionId session = new SessionId(UUID.randomUUID());
    private final TraceId trace = TraceId.from(UUID.randomUUID());
    private final ReplyAssembly assembly = new ReplyAssembly();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String end;

    @Test
    void takesAWholeReplyAsItIs() {
        accept(whole("Hello"));

        assertThat(text).hasToString("Hello");
        assertThat(end).isEqualTo("stop");
    }

    @Test
    void joinsPartsInTheirOrder() {
        accept(delta("a", 1, "lo"));
        accept(delta("a", 0, "Hel"));
        accept(delta("a", 2, " you"));
        accept(done("a", null));

        assertThat(text).hasToString("Hello you");
        assertThat(end).isEqualTo("stop");
    }

    @Test
    void countsARepeatedPartOnce() {
        accept(delta("a", 0, "Hel"));
        accept(delta("a", 0, "Hel"));
        accept(delta("a", 2, "!"));
        accept(delta("a", 2, "!"));
        accept(delta("a", 1, "lo"));
        accept(done("a", null));
        accept(done("a", null));

        assertThat(text).hasToString("Hello!");
    }

    @Test
    void passesOverASecondStream() {
        accept(delta("a", 0, "first"));
        accept(delta("b", 0, "second"));
        accept(done("b", "second"));
        accept(whole("third"));
        accept(done("a", null));

        assertThat(text).hasToString("first");
    }

    @Test
    void passesOverWhatFollowsAWholeReply() {
        accept(whole("first"));
        accept(whole("second"));
        accept(delta("a", 0, "third"));

        assertThat(text).hasToString("first");
    }

    @Test
    void believesThePartsRatherThanTheirRepetition() {
        accept(delta("a", 0, "said"));
        accept(done("a", "claimed"));

        assertThat(text).hasToString("said");
    }

    @Test
    void takesTheWholeTextWhereNoPartCame() {
        accept(done("a", "all at once"));

        assertThat(text).hasToString("all at once");
    }

    @Test
    void waitsForAPartThatIsMissingAtTheEnd() {
        accept(delta("a", 0, "one "));
        accept(delta("a", 2, "three"));
        accept(done("a", null));
        assertThat(assembly.hasGap()).isTrue();
        assertThat(end).isNull();

        accept(delta("a", 1, "two "));
        assertThat(text).hasToString("one two three");
        assertThat(end).isEqualTo("stop");
    }

    @Test
    void makesDoWithoutAPartThatNeverComes() {
        accept(delta("a", 0, "one "));
        accept(delta("a", 2, "three"));
        accept(done("a", "whatever"));

        note(assembly.closeGap());

        assertThat(text).hasToString("one three");
        assertThat(end).isEqualTo("stop");
    }

    @Test
    void passesOnWhyTheReplyEnded() {
        accept(new AgentReply.Done(session, trace, "a", "cut", "length", null));

        assertThat(end).isEqualTo("length");
    }

    private void accept(AgentReply reply) {
        note(assembly.accept(reply));
    }

    private void note(ReplyAssembly.Step step) {
        text.append(step.text());
        if (step.end() != null) {
            end = step.end();
        }
    }

    private AgentReply whole(String said) {
        return new AgentReply.Whole(session, said, null, trace);
    }

    private AgentReply delta(String stream, int index, String said) {
        return new AgentReply.Delta(session, trace, stream, said, index, null);
    }

    private AgentReply done(String stream, @Nullable String full) {
        return new AgentReply.Done(session, trace, stream, full, null, null);
    }
}
