package io.aispm.api.lineage;

import io.aispm.contract.lineage.EventType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of activity rows: an event's type in snake case, and a short word for what agents do most. */
public final class ActivityKind {

    private static final Map<String, String> KIND_BY_TYPE = kinds();
    private static final Map<String, String> TYPE_BY_KIND = types();

    private ActivityKind() {}

    /** The kind of an event's row; newer types than this code knows have one too. */
    public static String ofType(String type) {
        return KIND_BY_TYPE.getOrDefault(type, snakeCase(type));
    }

    /** The types of the kinds in a list with commas; fails with {@link LineageException} on an unknown one. */
    public static List<String> typesOf(String kinds) {
        return List.of(kinds.split(",")).stream()
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .map(ActivityKind::typeOf)
                .toList();
    }

    private static String typeOf(String kind) {
        var type = TYPE_BY_KIND.get(kind);
        if (type == null) {
            throw LineageException.unknownKind(kind);
        }
        return type;
    }

    private static Map<String, String> kinds() {
        var kinds = new TreeMap<String, String>();
        for (var type : EventType.values()) {
            var kind = switch (type) {
                case AGENT_CHAT_MESSAGE -> "chat";
                case AGENT_TOOL_CALL -> "tool_call";
                case AGENT_LLM_CALL -> "llm_call";
                default -> type.name().toLowerCase(Locale.ROOT);
            };
            kinds.put(type.toString(), kind);
        }
        return kinds;
    }

    private static Map<String, String> types() {
        var types = new TreeMap<String, String>();
        KIND_BY_TYPE.forEach((type, kind) -> types.put(kind, type));
        return types;
    }

    private static String snakeCase(String type) {
        return type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
