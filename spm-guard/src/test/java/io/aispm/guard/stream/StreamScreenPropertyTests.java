package io.aispm.guard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.guard.redact.Redactor;
import io.aispm.guard.redact.SensitiveKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the pieces a reply arrives in: what leaves is the redacted whole, and a blocked span never leaves. */
class StreamScreenPropertyTests {

    private static final Redactor REDACTOR = Redactor.of(EnumSet.allOf(SensitiveKind.class));
    private static final String BLOCKED = "how the device is armed";

    @Property(tries = 600)
    void releasesExactlyTheRedactedWhole(@ForAll("replies") String reply, @ForAll Random random) {
        var reader = new Reader();
        var screen = new StreamScreen(REDACTOR, _ -> new WindowVerdict.Pass());

        reader.readAll(screen, reply, random);

        assertThat(screen.released()).isEqualTo(REDACTOR.redact(reply).text());
        assertThat(reader.shown.toString()).isEqualTo(screen.released());
        assertThat(reader.everShown)
                .allSatisfy(each -> assertThat(screen.released()).startsWith(each));
    }

    @Property(tries = 600)
    void neverReleasesABlockedSpan(
            @ForAll("replies") String before, @ForAll("replies") String after, @ForAll Random random) {
        var reader = new Reader();
        var screen = new StreamScreen(
                REDACTOR,
                window -> window.text().contains(BLOCKED)
                        ? new WindowVerdict.Stop("output_blocked", "no", List.of())
                        : new WindowVerdict.Pass());

        var reply = before + " " + BLOCKED + " " + after;

        reader.readAll(screen, reply, random);

        // Where it is part of something sensitive, redaction alone keeps it in.
        var redacted = REDACTOR.redact(reply).text();
        assertThat(reader.stopped).isEqualTo(redacted.contains(BLOCKED));
        assertThat(reader.shown.toString()).doesNotContain(BLOCKED).isEqualTo(screen.released());
        assertThat(redacted).startsWith(screen.released());
    }

    @Provide
    Arbitrary<String> replies() {
        var pieces = Arbitraries.of(
                "The answer is ",
                "42",
                ", ",
                ". ",
                "\n",
                " ",
                "-",
                "--",
                "e",
                "s",
                "sk",
                "+49 ",
                "(",
                "4111 ",
                "4111",
                "1111",
                " 1111",
                "-1111",
                "123-45-6789",
                "123-45-",
                "ssn ",
                "6789",
                "ada@example.org",
                "@",
                "ada",
                ".org",
                "GB29 NWBK 6016 1331 9268 19",
                "GB29 NWBK",
                "sk-" + "a1B2c3D4e5F6g7H8i9J0k1",
                "AKIA" + "IOSFODNN7EXAMPLE",
                "ghp_",
                "api_key = ",
                "\"9f8e7d6c5b4a39281706f5e4d3c2b1a0\"",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
                "-----BEGIN PRIVATE" + " KEY-----",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
                "-----END PRIVATE" + " KEY-----",
                "\uD83D\uDE00",
                "4111111111111111",
                "378282246310005",
                "2221",
                "order ",
                "order number: ",
                "card ",
                "(212) 555-0100",
                "0.41",
                "550e8400-e29b-41d4-a716-446655440000",
                "naïve ",
                "tvly-",
                "long ".repeat(60));
        return pieces.list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    /** A person who reads frames while time passes. */
    private static final class Reader {

        private final StringBuilder shown = new StringBuilder();
        private final List<String> everShown = new ArrayList<>();
        private boolean stopped;

        void readAll(StreamScreen screen, String reply, Random random) {
            var now = Instant.EPOCH;
            var at = 0;
            while (at < reply.length()) {
                var end = Math.min(reply.length(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 120));
                show(screen.accept(reply.substring(at, end), now));
                at = end;
                now = now.plusMillis(random.nextInt(100));
                show(screen.tick(now));
            }
            show(screen.finish(now));
        }

        private void show(List<Release> releases) {
            for (var release : releases) {
                switch (release) {
                    case Release.Text(var text) -> shown.append(text);
                    case Release.Redacted(var whole, var _) -> {
                        shown.setLength(0);
                        shown.append(whole);
                    }
                    case Release.Stopped _ -> stopped = true;
                }
                everShown.add(shown.toString());
            }
        }
    }
}
