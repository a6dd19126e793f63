package io.aispm.stack.part;

import io.aispm.stack.machine.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Asks spm-api to stop all agents and to start them again when it is next there. */
record Suspension(StackContext context) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    /** What can't be asked any more is ended with its sandbox. */
    void suspendAgents() {
        var http = new OkHttpClient.Builder().callTimeout(PATIENCE).build();
        try {
            var token = Files.readString(context.keys().serviceTokenFile("local-stack"))
                    .strip();
            var request = new Request.Builder()
                    .url(Ports.url(context.ports().people()) + "/internal/agents/suspend")
                    .header("Authorization", "Bearer " + token)
                    .post(NOTHING)
                    .build();
            try (var answer = http.newCall(request).execute()) {
                if (!answer.isSuccessful()) {
                    context.progress().say("spm-api did not stop the agents (%d)".formatted(answer.code()));
                }
            }
        } catch (IOException away) {
            context.progress().say("spm-api can't be asked to stop the agents");
        }
    }
}
