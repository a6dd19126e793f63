package io.aispm.localmodel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the model file named by {@code SPM_LOCAL_MODEL_FILE} on {@code SERVER_PORT}. */
public final class LocalModelApplication {

    private static final Logger log = LoggerFactory.getLogger(LocalModelApplication.class);
    private static final int WAITING = 8;

    private LocalModelApplication() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var environment = System.getenv();
        var file = Path.of(environment.getOrDefault("SPM_LOCAL_MODEL_FILE", ""));
        if (!Files.isRegularFile(file)) {
            log.atError().addKeyValue("file", file).log("SPM_LOCAL_MODEL_FILE must name a GGUF file");
            Runtime.getRuntime().halt(2);
        }
        var model =
                new LlamaLanguageModel(file, Math.min(4, Runtime.getRuntime().availableProcessors()));
        var server =
                new ModelServer(address(environment), model, new InferenceQueue(model, WAITING), Clock.systemUTC());
        // The native library keeps a thread of its own: only a halt ends the process.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0), "halt"));
        server.start();
        log.atInfo().addKeyValue("port", server.port()).log("Local model serves");
    }

    private static InetSocketAddress address(Map<String, String> environment) {
        var host = environment.getOrDefault("SPM_BIND_ADDRESS", "127.0.0.1");
        var port = Optional.ofNullable(environment.get("SERVER_PORT"))
                .filter(text -> !text.isBlank())
                .map(Integer::parseInt)
                .orElse(8600);
        return new InetSocketAddress(host, port);
    }
}
