package io.aispm.api.policy.rego;

import io.aispm.api.policy.PolicyId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The Rego that comes with the platform: the base rules, each tenant's first policies, and the template. */
@Component
public class PlatformRego {

    private static final TypeReference<Map<String, @Nullable Object>> SCHEMA = new TypeReference<>() {};
    private static final String FOLDER = "rego/";
    private static final String REGO = ".rego";
    private static final String TESTS = "_test.rego";

    private final Map<String, String> base = read("base/*.rego");
    private final SortedMap<PolicyId, Seed> seeds;
    private final String template = one("template/policy.rego");
    private final Set<String> builtins = one("capabilities.txt").lines().collect(Collectors.toUnmodifiableSet());

    public PlatformRego(JsonMapper json) {
        var files = read("seed/*.rego");
        var schemas = read("params/*.json");
        var found = new TreeMap<PolicyId, Seed>(Comparator.comparing(PolicyId::value));
        files.keySet().stream().filter(name -> !name.endsWith(TESTS)).forEach(name -> {
            var id = PolicyId.of(name.substring(0, name.length() - REGO.length()));
            found.put(
                    id,
                    Seed.of(
                            id,
                            text(files, name),
                            text(files, id + TESTS),
                            json.readValue(text(schemas, id + ".json"), SCHEMA)));
        });
        this.seeds = Collections.unmodifiableSortedMap(found);
    }

    /** The base rules, by the names of their files. */
    public Map<String, String> base() {
        return base;
    }

    /** The policies that each tenant has from the beginning, attached to nobody. */
    public SortedMap<PolicyId, Seed> seeds() {
        return seeds;
    }

    /** A module with the placeholders {@code __SLUG__}, {@code __CONDITION__} and {@code __REASON__}. */
    public String template() {
        return template;
    }

    /** The built-in functions that a tenant's policy may use. */
    public Set<String> allowedBuiltins() {
        return builtins;
    }

    /** Changes whenever the base rules do. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            base.forEach((name, rego) -> digest.update((name + '\0' + rego + '\0').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /**
     * A policy of the platform; its metadata say its name and its type.
     *
     * @param paramsSchema the JSON schema of its parameters
     * @param tests the Rego module of its tests
     */
    public record Seed(
            PolicySource source, String name, String type, Map<String, @Nullable Object> paramsSchema, String tests) {

        static Seed of(PolicyId id, String rego, String tests, Map<String, @Nullable Object> paramsSchema) {
            return new Seed(
                    PolicySource.ofPlatform(id, rego),
                    said(rego, "# title: "),
                    said(rego, "#   type: "),
                    paramsSchema,
                    tests);
        }

        private static String said(String rego, String label) {
            return rego.lines()
                    .filter(line -> line.startsWith(label))
                    .map(line -> line.substring(label.length()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a policy of the platform lacks '" + label + "'"));
        }
    }

    private static String text(Map<String, String> files, String name) {
        var text = files.get(name);
        if (text == null) {
            throw new IllegalStateException("the platform's Rego is not on the class path: " + name);
        }
        return text;
    }

    private static String one(String path) {
        return read(path).values().iterator().next();
    }

    private static Map<String, String> read(String pattern) {
        try {
            var found = new TreeMap<String, String>();
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + pattern)) {
                found.put(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
            }
            if (found.isEmpty()) {
                throw new IllegalStateException("the platform's Rego is not on the class path: " + pattern);
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the platform's Rego can't be read: " + pattern, unreadable);
        }
    }
}
