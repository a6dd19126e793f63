package io.aispm.api.policy.rego;

import io.aispm.api.policy.PolicyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a policy must look like, judged by its syntax tree: the package {@code aispm.policies.<id>} on a line of its
 * own, a rule {@code decision}, and no way to data that is not its own.
 */
public final class PolicyShape {

    private static final Pattern PACKAGE =
            Pattern.compile("package\\s+aispm\\.policies(?:\\.|\\[\")([a-z][a-z0-9_]{0,63})(?:\"])?\\s*(?:#.*)?");
    private static final List<String> OWN_PACKAGE = List.of("aispm", "policies");

    private final String rego;
    private final List<String> lines;
    private final List<RegoError> errors = new ArrayList<>();
    private final List<PolicySource.Place> ownReferences = new ArrayList<>();
    private @Nullable PolicyId id;

    private PolicyShape(String rego) {
        this.rego = rego;
        this.lines = List.of(rego.split("\n", -1));
    }

    /** Judges a policy by its text and the syntax tree that OPA made of it. */
    public static Compilation judge(String rego, JsonNode tree) {
        return new PolicyShape(rego).judge(tree);
    }

    private Compilation judge(JsonNode tree) {
        var clause = tree.path("package").path("location");
        var line = clause.path("row").asInt(1);
        var named = packageOn(line);
        if (named.isEmpty()) {
            return new Compilation.Broken(List.of(new RegoError(
                    line, 1, "the package must be `aispm.policies.<id>`, alone on its line, with a valid id")));
        }
        id = named.get();
        tree.path("imports").forEach(this::visit);
        tree.path("rules").forEach(this::visit);
        if (!decides(tree.path("rules"))) {
            errors.add(new RegoError(line, 1, "there must be a rule `decision`"));
        }
        if (!errors.isEmpty()) {
            return new Compilation.Broken(List.copyOf(errors));
        }
        return new Compilation.Sound(new PolicySource(named.get(), rego, line, List.copyOf(ownReferences)));
    }

    private Optional<PolicyId> packageOn(int line) {
        if (line > lines.size()) {
            return Optional.empty();
        }
        var clause = PACKAGE.matcher(lines.get(line - 1).strip());
        return clause.matches() ? PolicyId.parse(clause.group(1)) : Optional.empty();
    }

    private static boolean decides(JsonNode rules) {
        for (var rule : rules) {
            var head = rule.path("head");
            var parts = head.path("ref");
            var name = parts.isEmpty() ? head.path("name") : parts.path(0).path("value");
            if (name.asString("").equals("decision") && parts.size() <= 1 && !head.has("args")) {
                return true;
            }
        }
        return false;
    }

    private void visit(JsonNode node) {
        var type = node.path("type").asString("");
        var value = node.path("value");
        if (type.equals("ref") && value.isArray() && isData(value.path(0))) {
            visitReference(node, value);
            return;
        }
        if (isData(node)) {
            refuse(node);
            return;
        }
        node.forEach(this::visit);
    }

    private static boolean isData(JsonNode term) {
        return term.path("type").asString("").equals("var")
                && term.path("value").asString("").equals("data");
    }

    private void visitReference(JsonNode reference, JsonNode parts) {
        var place = place(reference.has("location") ? reference : parts.path(0));
        if (!isOwn(parts) || !isWrittenPlainly(place)) {
            refuse(reference.has("location") ? reference : parts.path(0));
            return;
        }
        ownReferences.add(place);
        for (var part = OWN_PACKAGE.size() + 2; part < parts.size(); part++) {
            visit(parts.path(part));
        }
    }

    private boolean isOwn(JsonNode parts) {
        for (var part = 0; part < OWN_PACKAGE.size(); part++) {
            if (!isText(parts.path(part + 1), OWN_PACKAGE.get(part))) {
                return false;
            }
        }
        return isText(parts.path(OWN_PACKAGE.size() + 1), String.valueOf(id));
    }

    private static boolean isText(JsonNode term, String text) {
        return term.path("type").asString("").equals("string")
                && term.path("value").asString("").equals(text);
    }

    /** Only what stands there as `data.aispm.policies.<id>` can be moved by its place in the text. */
    private boolean isWrittenPlainly(PolicySource.Place place) {
        return place.line() <= lines.size()
                && lines.get(place.line() - 1).startsWith("data." + PolicySource.PACKAGE + id, place.column() - 1);
    }

    private void refuse(JsonNode term) {
        var place = place(term);
        errors.add(new RegoError(
                place.line(), place.column(), "a policy may not refer to `data` outside of its own package"));
    }

    private static PolicySource.Place place(JsonNode term) {
        var location = term.path("location");
        return new PolicySource.Place(
                location.path("row").asInt(1), location.path("col").asInt(1));
    }
}
