package io.aispm.api.policy.rego;

import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A policy as its author wrote it, in the package {@code aispm.policies.<id>}. Before the engine sees it, it is moved
 * into a package of its tenant and version, together with the places where it refers to itself by its full name.
 *
 * @param packageLine the line of the package clause, counted from 1
 * @param ownReferences where it refers to its own package
 */
public record PolicySource(PolicyId id, String rego, int packageLine, List<Place> ownReferences) {

    /** What a policy's package begins with. */
    static final String PACKAGE = "aispm.policies.";

    /** A place in a text; line and column count from 1. */
    public record Place(int line, int column) {}

    /** The source of a policy that comes with the platform: its package clause is the first line that begins so. */
    public static PolicySource ofPlatform(PolicyId id, String rego) {
        var lines = rego.lines().toList();
        for (var line = 0; line < lines.size(); line++) {
            if (lines.get(line).startsWith("package ")) {
                return new PolicySource(id, rego, line + 1, List.of());
            }
        }
        throw new IllegalArgumentException("the policy '" + id + "' has no package");
    }

    /** The module that the engine gets. All that was on a line stays on it. */
    public String moved(TenantId tenant, int version) {
        var lines = new ArrayList<>(List.of(rego.split("\n", -1)));
        var target = "aispm.tenants[\"" + tenant + "\"][\"" + id + "\"].v" + version;
        ownReferences.stream()
                .sorted(Comparator.comparingInt(Place::line)
                        .thenComparingInt(Place::column)
                        .reversed())
                .forEach(place -> lines.set(place.line() - 1, moved(lines.get(place.line() - 1), place, target)));
        lines.set(packageLine - 1, "package " + target);
        return String.join("\n", lines);
    }

    private String moved(String line, Place place, String target) {
        var start = place.column() - 1;
        return line.substring(0, start) + "data." + target
                + line.substring(start + ownName().length());
    }

    /** How the policy refers to its own package. */
    String ownName() {
        return "data." + PACKAGE + id;
    }
}
