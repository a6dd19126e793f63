package io.aispm.stack.part;

import io.aispm.stack.machine.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the JVM learnt about an application's classes, kept beside its jar: the first run writes down which it loads, a
 * process of low priority makes the archive, and every later start is two to three times quicker.
 */
record ClassArchive(Path jar, String name) {

    private Path file(String ending) {
        return jar.resolveSibling("%s-%s%s".formatted(name, Runtime.version(), ending));
    }

    /** The options for a start: with the archive when there is one, else writing the list for it. */
    List<String> options() {
        return Files.exists(file(".cds"))
                ? List.of("-XX:SharedArchiveFile=" + file(".cds"), "-Xlog:cds=off", "-Xlog:aot=off")
                : List.of("-XX:DumpLoadedClassList=" + file(".loading"), "-Xlog:cds=off");
    }

    boolean isWanted() {
        return !Files.exists(file(".cds")) && Files.exists(file(".loading"));
    }

    /**
     * Makes the archive from what a living process has loaded so far.
     *
     * @param program runs a program to its end; false where it failed, or was ended
     */
    void make(Predicate<List<String>> program) {
        try {
            var list = file(".classes");
            Files.writeString(list, wholeLines(Files.readString(file(".loading"))));
            var beside = file(".new");
            var command = new ArrayList<String>();
            Shell.which("nice").ifPresent(nice -> command.addAll(List.of(nice.toString(), "-n", "19")));
            command.addAll(List.of(
                    StackContext.java().toString(),
                    "-Xshare:dump",
                    // The archive is refused by a process whose module options differ.
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:+AOTClassLinking",
                    "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + beside,
                    "-Xlog:disable",
                    "-cp",
                    jar.toString()));
            if (program.test(command)) {
                Files.move(beside, file(".cds"), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The list is written while it is read: its last line may be half a line. */
    private static String wholeLines(String list) {
        return list.substring(0, list.lastIndexOf('\n') + 1);
    }
}
