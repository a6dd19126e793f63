package io.aispm.stack.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log of bounded size: when it is full it becomes {@code .1}, and the oldest goes. */
final class RotatingLog implements AutoCloseable {

    private static final int KEPT = 3;

    private final Path file;
    private final long limit;
    private OutputStream out;
    private long written;

    RotatingLog(Path file, long limit) throws IOException {
        this.file = file;
        this.limit = limit;
        Files.createDirectories(file.getParent());
        this.out = open();
    }

    private OutputStream open() throws IOException {
        var opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        written = Files.size(file);
        return opened;
    }

    synchronized void write(byte[] bytes, int length) throws IOException {
        if (written > 0 && written + length > limit) {
            out.close();
            rotate();
            out = open();
        }
        out.write(bytes, 0, length);
        written += length;
    }

    private void rotate() throws IOException {
        for (int age = KEPT - 1; age >= 1; age--) {
            var older = aged(age);
            if (Files.exists(older)) {
                Files.move(older, aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, aged(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path aged(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
