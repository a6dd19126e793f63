package io.aispm.api.knowledge.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** What a process writes, read while it runs, so that it never waits for its reader. */
final class Output {

    private final Process process;
    private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();

    Output(Process process) {
        this.process = process;
    }

    void begin() {
        Thread.ofVirtual().name("document-output").start(() -> {
            try {
                bytes.complete(process.getInputStream().readNBytes(Extraction.MOST_BYTES));
            } catch (IOException broken) {
                bytes.completeExceptionally(new UncheckedIOException(broken));
            }
        });
    }

    /** All of it, once the process has ended. */
    String text() {
        return new String(bytes.join(), StandardCharsets.UTF_8);
    }
}
