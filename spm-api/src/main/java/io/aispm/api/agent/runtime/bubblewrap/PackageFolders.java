package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.bubblewrap.SandboxCommand.Bind;
import io.aispm.api.agent.runtime.packages.Frameworks;
import io.aispm.api.agent.runtime.packages.InstallVerdict;
import io.aispm.api.agent.runtime.packages.PackageIndex;
import io.aispm.api.agent.runtime.packages.PackageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The packages that agents find beside the SDK: a folder for each set that was ever asked for, the oldest forgotten. */
final class PackageFolders {

    private static final Logger log = LoggerFactory.getLogger(PackageFolders.class);

    private static final Limits INSTALL = new Limits(2048, 2);
    private static final int TEMPORARY_MB = 64;
    private static final int AT_ONCE = 4;
    private static final int KEPT = 32;
    private static final Duration YOUNG = Duration.ofDays(30);
    private static final String COMPLETE = ".complete";

    private final RunFolder folder;
    private final BubblewrapHost host;
    private final Frameworks frameworks;
    private final PackageIndex index;
    private final RuntimeProperties.Packages properties;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();
    /** So many are installed at once; the same set never twice. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(AT_ONCE).toList();

    PackageFolders(
            RunFolder folder,
            BubblewrapHost host,
            Frameworks frameworks,
            PackageIndex index,
            RuntimeProperties.Packages properties,
            Clock clock) {
        this.folder = folder;
        this.host = host;
        this.frameworks = frameworks;
        this.index = index;
        this.properties = properties;
        this.clock = clock;
    }

    /** What code finds beside the SDK, most important first: what it asked for, then the frameworks if it imports any. */
    List<PackageSet> wantedBy(AgentCode code) {
        var wanted = new ArrayList<PackageSet>();
        Optional.ofNullable(code.requirements())
                .map(text -> new PackageSet("the agent's requirements", text))
                .ifPresent(wanted::add);
        frameworks.wantedBy(code).ifPresent(wanted::add);
        return wanted;
    }

    /** Those of the sets that are here, as a sandbox sees them. */
    List<Bind> present(List<PackageSet> sets) throws RuntimeUnavailableException {
        var binds = new ArrayList<Bind>();
        for (var set : sets) {
            var place = place(set);
            if (isComplete(place)) {
                binds.add(Bind.readOnly(place, inside(place)));
            }
        }
        return binds;
    }

    boolean isPresent(PackageSet set) throws RuntimeUnavailableException {
        return isComplete(place(set));
    }

    /** Installs a set unless it is here; what went wrong in the installer's words, if anything did. */
    Optional<String> install(PackageSet set) throws IOException, RuntimeUnavailableException {
        var place = place(set);
        var lock = locks.get(Math.floorMod(place.hashCode(), AT_ONCE));
        lock.lock();
        try {
            if (isComplete(place)) {
                return Optional.empty();
            }
            forgetOld();
            return install(set, place);
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> install(PackageSet set, Path place) throws IOException, RuntimeUnavailableException {
        var prepared = host.prepared();
        var command = prepared.command();
        var job = folder.temporary();
        try {
            var fresh = RunFolder.openFolder(job.resolve("packages"));
            command.hand(fresh);
            var inside = inside(place);
            var task = new Keeper.Task(
                    "install-" + job.getFileName(),
                    command.of(
                            List.of(Bind.readOnly(folder.index(), SandboxFolders.GATE), Bind.writable(fresh, inside)),
                            TEMPORARY_MB,
                            command.install(inside, properties.size().toBytes())),
                    command.environment(Map.of()),
                    INSTALL);
            var limit = Math.toIntExact(properties.limit().toSeconds());
            var ended = prepared.keeper().run(task, limit, json.writeValueAsString(index.order(set)) + "\n");
            var error = verdict(ended);
            if (error.isEmpty()) {
                Files.writeString(fresh.resolve(COMPLETE), "");
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            }
            return error;
        } finally {
            RunFolder.delete(job);
        }
    }

    private Optional<String> verdict(Keeper.Ended ended) {
        if (ended.reason().equals("out of time")) {
            return Optional.of("it took longer than " + properties.limit().toSeconds() + "s");
        }
        try {
            if (ended.code() == 0) {
                return Optional.ofNullable(
                        json.readValue(ended.stdout(), InstallVerdict.class).error());
            }
        } catch (JacksonException unreadable) {
            log.atWarn().setCause(unreadable).log("An installer's verdict could not be read");
        }
        log.atError()
                .addKeyValue("reason", ended.reason())
                .addKeyValue("stderr", ended.stderr())
                .log("The sandbox of an install failed");
        return Optional.of("the sandbox failed (" + ended.reason() + ")");
    }

    /** Sees to it that only so many sets are kept: those used last, and any that an agent runs with. */
    private void forgetOld() throws IOException {
        var used = usedByTheLiving();
        var old = new ArrayList<Path>();
        try (var places = Files.list(folder.packages())) {
            places.filter(place -> !used.contains(place.getFileName().toString()))
                    .forEach(old::add);
        }
        old.sort(Comparator.comparing(PackageFolders::lastUsed).reversed());
        for (var place : old.subList(Math.min(KEPT, old.size()), old.size())) {
            RunFolder.delete(place);
        }
        var limit = clock.instant().minus(YOUNG);
        for (var place : old.subList(0, Math.min(KEPT, old.size()))) {
            if (lastUsed(place).toInstant().isBefore(limit)) {
                RunFolder.delete(place);
            }
        }
    }

    private Set<String> usedByTheLiving() {
        var used = new HashSet<String>();
        for (var agent : folder.known()) {
            for (var start : folder.starts(agent)) {
                var files = new StartFiles(folder.start(start));
                if (files.isAlive()) {
                    used.addAll(files.packageKeys());
                }
            }
        }
        return used;
    }

    private static FileTime lastUsed(Path place) {
        try {
            return Files.getLastModifiedTime(place.resolve(COMPLETE));
        } catch (IOException incomplete) {
            return FileTime.fromMillis(0);
        }
    }

    /** Notes that the sets are used now. */
    void touch(List<Bind> binds) throws IOException {
        for (var bind : binds) {
            Files.setLastModifiedTime(bind.outside().resolve(COMPLETE), FileTime.from(clock.instant()));
        }
    }

    private Path place(PackageSet set) throws RuntimeUnavailableException {
        return folder.packages().resolve(set.key(host.prepared().python().identity()));
    }

    private static boolean isComplete(Path place) {
        return Files.exists(place.resolve(COMPLETE));
    }

    private static String inside(Path place) {
        return SandboxFolders.PACKAGES + "/" + place.getFileName();
    }
}
