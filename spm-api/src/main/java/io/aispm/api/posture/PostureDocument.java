package io.aispm.api.posture;

import io.aispm.kit.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is, as values by their paths: a path is its dimension and the names below, joined by dots; a dot within a
 * name is written {@code \.}. What isn't there has no path.
 */
public record PostureDocument(SortedMap<String, Object> values) {

    public PostureDocument {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The path of a value. */
    public static String path(Dimension dimension, String... names) {
        return Stream.concat(
                        Stream.of(dimension.toString()),
                        Stream.of(names).map(name -> name.replace("\\", "\\\\").replace(".", "\\.")))
                .collect(Collectors.joining("."));
    }

    /** The SHA-256, in hex, of the canonical form of {@link #nested()}. */
    public String hash() {
        return CanonicalJson.digest(nested());
    }

    /** The values as an object in an object, all dimensions in it. */
    public Map<String, Object> nested() {
        var whole = new LinkedHashMap<String, Object>();
        for (var dimension : Dimension.values()) {
            whole.put(dimension.toString(), new LinkedHashMap<String, Object>());
        }
        values.forEach((path, value) -> put(whole, names(path), value));
        return whole;
    }

    /** The linked policies, each with its version, as {@code refunds@3, secrets@1}; {@code none} without. */
    public String policyVersion() {
        var policies = path(Dimension.GUARDRAILS, "policies") + ".";
        var text = values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(policies))
                .map(entry -> entry.getKey().substring(policies.length()) + "@" + version(entry.getValue()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    private static @Nullable Object version(Object policy) {
        return policy instanceof Map<?, ?> members ? members.get("version") : null;
    }

    /** The same, with another value at the path; null for none. */
    public PostureDocument with(String path, @Nullable Object value) {
        var changed = new TreeMap<>(values);
        if (value == null) {
            changed.remove(path);
        } else {
            changed.put(path, value);
        }
        return new PostureDocument(changed);
    }

    /** What is otherwise in the later one, by path. */
    public List<Difference> to(PostureDocument later) {
        var paths = new TreeSet<>(values.keySet());
        paths.addAll(later.values.keySet());
        var differences = new ArrayList<Difference>();
        for (var path : paths) {
            var before = values.get(path);
            var now = later.values.get(path);
            if (!same(before, now)) {
                differences.add(new Difference(path, before, now));
            }
        }
        return List.copyOf(differences);
    }

    /** Whether both say the same, however their members are ordered and their numbers are written. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return Objects.equals(one, other)
                || CanonicalJson.digest(List.of(one)).equals(CanonicalJson.digest(List.of(other)));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> whole, List<String> names, Object value) {
        var place = whole;
        for (var name : names.subList(0, names.size() - 1)) {
            place = (Map<String, Object>) place.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
        }
        place.put(names.getLast(), value);
    }

    private static List<String> names(String path) {
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        for (var at = 0; at < path.length(); at++) {
            var letter = path.charAt(at);
            if (letter == '\\') {
                at++;
                name.append(path.charAt(at));
            } else if (letter == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(letter);
            }
        }
        names.add(name.toString());
        return names;
    }
}
