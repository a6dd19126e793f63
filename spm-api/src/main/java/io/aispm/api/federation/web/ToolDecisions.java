package io.aispm.api.federation.web;

import io.aispm.api.federation.FederationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools that a person decides on: names, and to approve them the hashes of what the person saw. */
record ToolDecisions(@Nullable Object tools) {

    Map<String, String> hashes() {
        if (!(tools instanceof Map<?, ?> given) || given.isEmpty()) {
            throw FederationException.invalid(
                    List.of("`tools` is required: an object with the tools' names and the hashes of their manifests."));
        }
        var hashes = new LinkedHashMap<String, String>();
        given.forEach((tool, hash) -> hashes.put(String.valueOf(tool), String.valueOf(hash)));
        return hashes;
    }

    List<String> names() {
        if (!(tools instanceof List<?> given) || given.isEmpty()) {
            throw FederationException.invalid(List.of("`tools` is required: a list of the tools' names."));
        }
        return given.stream().map(String::valueOf).distinct().toList();
    }
}
