package io.aispm.stack.part;

import io.aispm.stack.machine.Fingerprint;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Shell;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.machine.Unpacked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A service's Spring Boot jar, unpacked into the cache. Processes run from there, so that a build in the project never
 * changes a jar under a living process, and so that the JVM can keep an archive of its classes beside it.
 */
record Application(Path jar, String build) {

    static final int BUILD_DIGITS = 16;

    /** Unpacks the module's jar as it is now, if that was not done before. */
    static Application of(Folders folders, String module) {
        var packed = packed(folders, module);
        var build = build(packed);
        var applications = folders.cache().resolve("apps");
        var place = applications.resolve(module + "-" + build);
        var isNew = !Files.isDirectory(place);
        Unpacked.folder(place, folder -> unpack(packed, folder));
        FormerBuilds.use(place);
        if (isNew) {
            FormerBuilds.forget(applications, module);
        }
        return new Application(place.resolve(packed.getFileName()), build);
    }

    /** The fingerprint of the module's jar as it is now. */
    static String build(Folders folders, String module) {
        return build(packed(folders, module));
    }

    private static String build(Path packed) {
        return Fingerprint.ofJar(packed).substring(0, BUILD_DIGITS);
    }

    private static Path packed(Folders folders, String module) {
        var target = folders.project().resolve(module).resolve("target");
        if (!Files.isDirectory(target)) {
            throw notBuilt(module);
        }
        try (var files = Files.newDirectoryStream(target, module + "-*.jar")) {
            for (var file : files) {
                return file;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        throw notBuilt(module);
    }

    private static StackException notBuilt(String module) {
        return StackException.because("%s is not built; ./mvnw -DskipTests package builds it".formatted(module));
    }

    /** A plain jar has its libraries in a folder beside it; a Spring Boot jar has them inside. */
    private static void unpack(Path packed, Path folder) throws IOException {
        var libraries = packed.resolveSibling("lib");
        if (Files.isDirectory(libraries)) {
            Files.copy(packed, folder.resolve(packed.getFileName()));
            var copy = Files.createDirectory(folder.resolve("lib"));
            try (var files = Files.newDirectoryStream(libraries)) {
                for (var file : files) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            return;
        }
        var outcome = Shell.run(
                StackContext.java().toString(),
                "-Djarmode=tools",
                "-jar",
                packed.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString());
        if (!outcome.succeeded()) {
            throw new IOException("Unpacking %s failed: %s".formatted(packed, outcome.lastLine()));
        }
    }

    ClassArchive archive() {
        return new ClassArchive(jar, "classes");
    }
}
