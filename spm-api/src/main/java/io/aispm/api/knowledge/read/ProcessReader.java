package io.aispm.api.knowledge.read;

import io.aispm.api.knowledge.DocumentKind;
import io.aispm.api.knowledge.DocumentReader;
import io.aispm.api.knowledge.KnowledgeException;
import io.aispm.api.knowledge.KnowledgeProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Plain text is only decoded. What has to be parsed is parsed by {@link Extraction} in a process of its own: its memory and
 * its time are bounded, it has nothing of this process's environment, and two run at once at most.
 */
@Component
class ProcessReader implements DocumentReader {

    private static final Logger log = LoggerFactory.getLogger(ProcessReader.class);
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";
    private static final int AT_ONCE = 2;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final KnowledgeProperties properties;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    ProcessReader(KnowledgeProperties properties) {
        this.properties = properties;
    }

    @Override
    public String read(DocumentKind kind, byte[] content) {
        return switch (kind) {
            case TEXT, MARKDOWN -> storable(decoded(content));
            case HTML, PDF -> storable(extracted(kind, content));
        };
    }

    private static String decoded(byte[] content) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notText) {
            throw KnowledgeException.invalid(List.of("`file` is not text in UTF-8."));
        }
    }

    /** PostgreSQL keeps no NUL. */
    private static String storable(String text) {
        return text.replace('\0', ' ');
    }

    private String extracted(DocumentKind kind, byte[] content) {
        try {
            if (!turns.tryAcquire(properties.readTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw KnowledgeException.busy();
            }
            try {
                return run(kind, content);
            } finally {
                turns.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw KnowledgeException.busy();
        }
    }

    private String run(DocumentKind kind, byte[] content) throws InterruptedException {
        Process process;
        try {
            var builder = new ProcessBuilder(command(kind)).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            process = builder.start();
        } catch (IOException unable) {
            log.atError().setCause(unable).log("No process can be started to read a document");
            throw KnowledgeException.busy();
        }
        var output = new Output(process);
        try {
            output.begin();
            try (var input = process.getOutputStream()) {
                input.write(content);
            } catch (IOException gone) {
                log.atDebug().setCause(gone).log("The reader ended before it had read all");
            }
            var ended = process.waitFor(properties.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (ended && process.exitValue() == Extraction.READ) {
                return output.text();
            }
            throw KnowledgeException.invalid(List.of(
                    ended && process.exitValue() == Extraction.UNREADABLE
                            ? "`file` can't be read as " + kind.mediaType() + ", or is encrypted."
                            : "`file` takes too much time or memory to read, or holds too much text."));
        } finally {
            process.destroyForcibly();
        }
    }

    /** As this process was started: from a jar that holds all others, or from a class path. */
    private List<String> command(DocumentKind kind) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + properties.readMemory().toMegabytes() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true"));
        var main = Extraction.class.getName();
        var isNested = ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") != null;
        if (isNested) {
            command.add("-Dloader.main=" + main);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), isNested ? LAUNCHER : main, kind.name()));
        return command;
    }
}
