package io.aispm.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A real PostgreSQL of a test's own, which can be stopped and started again with all that it holds. */
public final class TestDatabase implements AutoCloseable {

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private TestDatabase(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.server = serve();
    }

    /** Starts a server with one empty database. */
    public static TestDatabase start() {
        try {
            return new TestDatabase(Files.createTempDirectory("test-postgres"), TestBroker.freePort());
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL does not start", failed);
        }
    }

    /** The JDBC address of its database; user {@code postgres}, any password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** Stops the server; what it holds stays, and {@link #startAgain()} serves it again. */
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL does not stop", failed);
        }
    }

    /** Starts the server again after {@link #stop()}. */
    public void startAgain() {
        try {
            server = serve();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL does not start again", failed);
        }
    }

    private EmbeddedPostgres serve() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
