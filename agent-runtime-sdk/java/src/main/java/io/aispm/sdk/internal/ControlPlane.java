package io.aispm.sdk.internal;

import io.aispm.sdk.AispmException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The agent's own routes of the control plane. */
final class ControlPlane {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BOOTSTRAP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final int LONGEST_SENTENCE = 500;

    private final Identity identity;
    private final Http http;

    ControlPlane(Identity identity, Http http) {
        this.identity = identity;
        this.http = http;
    }

    /** Who asked is not allowed to, or asked for what is not there. */
    static final class RefusedException extends AispmException {

        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String sentence) {
            super(status + ": " + sentence);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Asks patiently while the control plane can't be reached; a refusal is final. */
    Bootstrap bootstrap() {
        var giveUp = System.nanoTime() + BOOTSTRAP_PATIENCE.toNanos();
        var pause = Duration.ofMillis(100);
        while (true) {
            var trouble = "";
            try {
                var answer = send(request("bootstrap").GET().build());
                if (answer.statusCode() == 200) {
                    return Json.MAPPER.readValue(answer.body(), Bootstrap.class).complete();
                }
                if (answer.statusCode() < 500) {
                    throw new AispmException(
                            "bootstrap was refused with " + answer.statusCode() + ": " + sentence(answer));
                }
                trouble = "answered " + answer.statusCode();
            } catch (IOException away) {
                trouble = "can't be reached: " + away;
            } catch (JacksonException unreadable) {
                throw new AispmException("the control plane's bootstrap can't be read", unreadable);
            }
            if (System.nanoTime() > giveUp) {
                throw new AispmException("bootstrap failed: the control plane " + trouble);
            }
            Pauses.sleep(pause);
            pause = shorter(pause.multipliedBy(2), Duration.ofSeconds(2));
        }
    }

    /** Reports ready, some times if the control plane is away. */
    void ready() {
        var pause = Duration.ofMillis(200);
        while (true) {
            var last = pause.compareTo(LONGEST_PAUSE) > 0;
            try {
                var answer = report();
                if (answer.statusCode() < 300) {
                    return;
                }
                if (answer.statusCode() < 500 || last) {
                    throw new RefusedException(answer.statusCode(), sentence(answer));
                }
            } catch (IOException away) {
                if (last) {
                    throw new AispmException("the control plane can't be reached: " + away, away);
                }
            }
            Pauses.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** One sign of life, by the same route; it is answered or not. */
    HttpResponse<byte[]> report() throws IOException {
        return send(request("ready").POST(BodyPublishers.noBody()).build());
    }

    /** A question about this agent. */
    JsonNode ask(String path) {
        try {
            var answer = send(request(path).GET().build());
            if (answer.statusCode() != 200) {
                throw new RefusedException(answer.statusCode(), sentence(answer));
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException away) {
            throw new AispmException("the control plane can't be reached: " + away, away);
        } catch (JacksonException unreadable) {
            throw new AispmException("the control plane's answer can't be read", unreadable);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        URI route = identity.route(path);
        return HttpRequest.newBuilder(route).timeout(TIMEOUT).header("Authorization", identity.authorization());
    }

    private static String sentence(HttpResponse<byte[]> answer) {
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        try {
            return Json.MAPPER.readTree(text).path("detail").asString(text);
        } catch (JacksonException noJson) {
            return text.length() > LONGEST_SENTENCE ? text.substring(0, LONGEST_SENTENCE) : text;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
