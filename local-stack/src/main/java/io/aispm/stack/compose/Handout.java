package io.aispm.stack.compose;

import io.aispm.stack.keys.SecretFiles;
import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.part.KafkaTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Gives every part of a deployment its secrets, in a folder of its own that only the part's user reads. */
public final class Handout {

    private final StackKeys keys;
    private final KafkaTransport transport;
    private final Path folder;

    /** With a folder for each part in the given one. */
    public Handout(StackKeys keys, KafkaTransport transport, Path folder) {
        this.keys = keys;
        this.transport = transport;
        this.folder = folder;
    }

    /**
     * Makes what secrets are not there yet and writes all of them out.
     *
     * @param users the numeric user of each part; a part that is not named gets its files as they are
     */
    public void give(Map<String, Integer> users) {
        keys.prepare();
        new PartSecrets(keys, transport).all().forEach((part, files) -> {
            var place = folder.resolve(part);
            var secrets = new SecretFiles(place);
            files.forEach(secrets::write);
            if (users.containsKey(part)) {
                own(place, users.get(part));
            }
        });
    }

    private static void own(Path place, int user) {
        try (var paths = Files.walk(place)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", user);
                Files.setAttribute(path, "unix:gid", user);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("The folder %s can't be given away".formatted(place), refused);
        }
    }
}
