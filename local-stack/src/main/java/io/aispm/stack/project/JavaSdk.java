package io.aispm.stack.project;

import io.aispm.stack.machine.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Java SDK as this project built it, with its description for projects that know nothing of this one. */
record JavaSdk(Path jar, Path description, Map<String, String> versions) {

    private static final String ARTIFACT = "aispm-sdk";
    private static final Pattern PROPERTY = Pattern.compile("<(version|junit|compiler|surefire|shade)>([^<]+)<");

    static JavaSdk of(Path platform) {
        var target = platform.resolve("agent-runtime-sdk/java/target");
        var description = target.resolve("standalone/" + ARTIFACT + ".pom");
        try (var jars = Files.newDirectoryStream(target, ARTIFACT + "-*.jar")) {
            var places = jars.iterator();
            if (places.hasNext() && Files.exists(description)) {
                return new JavaSdk(places.next(), description, versions(Files.readString(description)));
            }
        } catch (IOException absent) {
            throw StackException.because("The Java SDK is not built", absent);
        }
        throw StackException.because("The Java SDK is not built");
    }

    /** The SDK's own version is the first that the description names; those of libraries come after it. */
    private static Map<String, String> versions(String description) {
        return PROPERTY.matcher(description)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), JavaSdk::value, (first, later) -> first));
    }

    private static String value(MatchResult found) {
        return found.group(2);
    }

    /** Puts it where Maven looks for it, in a repository that is a folder. */
    void copyInto(Path repository) {
        var version = String.valueOf(versions.get("version"));
        var place = repository.resolve("io/aispm").resolve(ARTIFACT).resolve(version);
        try {
            Files.createDirectories(place);
            Files.copy(jar, place.resolve(ARTIFACT + "-" + version + ".jar"));
            Files.copy(description, place.resolve(ARTIFACT + "-" + version + ".pom"));
        } catch (IOException refused) {
            throw StackException.because("%s can't be written".formatted(repository), refused);
        }
    }
}
