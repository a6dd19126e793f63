package io.aispm.stack.part;

import io.aispm.stack.machine.Unpacked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Applications of earlier builds in the cache. Each is some hundred megabytes with the archive of its classes, so only those
 * that were used last are kept, for who goes to and fro between versions; and whatever a process runs from.
 */
final class FormerBuilds {

    private static final int KEPT = 3;

    private FormerBuilds() {}

    /** Notes that an application is about to be started, so that it counts among those used last. */
    static void use(Path application) {
        try {
            Files.setLastModifiedTime(application, FileTime.from(Instant.now()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Removes what is kept no longer of a module's applications. */
    static void forget(Path applications, String module) {
        forget(applications, module, FormerBuilds::isRun);
    }

    static void forget(Path applications, String module, Predicate<Path> isRun) {
        for (var former : latestFirst(applications, module).stream().skip(KEPT).toList()) {
            if (!isRun.test(former)) {
                Unpacked.delete(former);
            }
        }
    }

    private static List<Path> latestFirst(Path applications, String module) {
        var named = Pattern.compile(Pattern.quote(module) + "-[0-9a-f]{" + Application.BUILD_DIGITS + "}");
        try (var folders = Files.list(applications)) {
            return folders.filter(folder ->
                            named.matcher(folder.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(FormerBuilds::lastUsed).reversed())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static FileTime lastUsed(Path application) {
        try {
            return Files.getLastModifiedTime(application);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static boolean isRun(Path application) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(application.toString()));
    }
}
