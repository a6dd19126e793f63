package io.aispm.stack.machine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policy engine's program: the pinned version from PATH or the cache, else downloaded, else built by Go. */
public final class OpaBinary {

    static final String VERSION = "1.22.2";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String RELEASES = "https://github.com/open-policy-agent/opa/releases/download/v";

    private final Folders folders;
    private final Progress progress;

    public OpaBinary(Folders folders, Progress progress) {
        this.folders = folders;
        this.progress = progress;
    }

    public Path locate() {
        var cached = folders.cache().resolve("opa").resolve(VERSION).resolve("opa");
        if (Files.isExecutable(cached)) {
            return cached;
        }
        var installed = Shell.which("opa").filter(OpaBinary::isPinnedVersion);
        if (installed.isPresent()) {
            return installed.get();
        }
        var since = progress.now();
        progress.say("fetching OPA " + VERSION);
        if (!downloaded(cached) && !built(cached)) {
            throw StackException.because(
                    "OPA %s can't be had: put it on PATH, or install Go and run: GOBIN=%s go install github.com/open-policy-agent/opa@v%s"
                            .formatted(VERSION, cached.getParent(), VERSION));
        }
        progress.ready("opa binary", since, "kept in the cache");
        return cached;
    }

    private static boolean isPinnedVersion(Path opa) {
        return Shell.run(opa.toString(), "version").output().contains("Version: " + VERSION);
    }

    private boolean downloaded(Path place) {
        var asset = asset();
        if (asset.isEmpty()) {
            return false;
        }
        try {
            Files.createDirectories(place.getParent());
            var download = Files.createTempFile(place.getParent(), "opa", ".download");
            try {
                var release = RELEASES + VERSION + "/" + asset.get();
                var said = new String(get(release + ".sha256").readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                try (var in = get(release)) {
                    Files.copy(in, download, StandardCopyOption.REPLACE_EXISTING);
                }
                if (!said.startsWith(Fingerprint.ofFile(download))) {
                    return false;
                }
                Files.setPosixFilePermissions(download, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(download, place, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } finally {
                Files.deleteIfExists(download);
            }
        } catch (IOException unreachable) {
            return false;
        }
    }

    private static Optional<String> asset() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of("opa_linux_amd64_static");
            case "aarch64" -> Optional.of("opa_linux_arm64_static");
            default -> Optional.empty();
        };
    }

    private static InputStream get(String url) throws IOException {
        try (var http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IOException("%s answered %d".formatted(url, answer.statusCode()));
            }
            return new java.io.ByteArrayInputStream(answer.body().readAllBytes());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private boolean built(Path place) {
        var go = Shell.which("go")
                .or(() -> Optional.of(Path.of("/usr/local/go/bin/go")).filter(Files::isExecutable));
        if (go.isEmpty()) {
            return false;
        }
        progress.say("building OPA with Go (about 90 s)");
        var outcome = Shell.run(
                List.of(go.get().toString(), "install", "github.com/open-policy-agent/opa@v" + VERSION),
                Map.of("GOBIN", place.resolveSibling("").toString()));
        return outcome.succeeded() && Files.isExecutable(place);
    }
}
