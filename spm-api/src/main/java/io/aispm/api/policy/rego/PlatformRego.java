package io.aispm.api.policy.rego;

import io.aispm.api.policy.PolicyId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The Rego that comes with the platform: the base rules, each tenant's first policies, and the template. */
@Component
public class PlatformRego {

    private static final String FOLDER = "rego/";

    private final Map<String, String> base = read("base/*.rego");
    private final Map<String, String> seeds = read("seed/*.rego");
    private final String template = one("template/policy.rego");
    private final Set<String> builtins = one("capabilities.txt").lines().collect(Collectors.toUnmodifiableSet());

    /** The base rules, by the names of their files. */
    public Map<String, String> base() {
        return base;
    }

    /** The policies that each tenant has from the beginning, attached to nobody. */
    public List<Seed> seeds() {
        return seeds.entrySet().stream()
                .map(seed -> Seed.of(seed.getKey().replace(".rego", ""), seed.getValue()))
                .toList();
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

    /** A policy of the platform; its title is its name. */
    public record Seed(PolicySource source, String name) {

        private static final String TITLE = "# title: ";

        static Seed of(String id, String rego) {
            var title = rego.lines()
                    .filter(line -> line.startsWith(TITLE))
                    .map(line -> line.substring(TITLE.length()))
                    .findFirst()
                    .orElse(id);
            return new Seed(PolicySource.ofPlatform(PolicyId.of(id), rego), title);
        }
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
