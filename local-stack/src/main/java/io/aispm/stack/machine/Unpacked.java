package io.aispm.stack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** A folder in the cache that is there whole or not at all. */
public final class Unpacked {

    private Unpacked() {}

    /** Fills a folder, given its path. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path folder) throws IOException;
    }

    /** Returns the folder, filled beside its place and moved there when it is not there yet. */
    public static Path folder(Path place, Filler filler) {
        if (Files.isDirectory(place)) {
            return place;
        }
        var beside = place.resolveSibling(
                place.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            delete(beside);
            Files.createDirectories(beside);
            filler.fill(beside);
            try {
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException lostTheRace) {
                if (!Files.isDirectory(place)) {
                    throw lostTheRace;
                }
            }
            return place;
        } catch (IOException failed) {
            throw new UncheckedIOException("Filling %s failed".formatted(place), failed);
        } finally {
            delete(beside);
        }
    }

    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Removing %s failed".formatted(folder), failed);
        }
    }
}
