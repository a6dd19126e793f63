package io.aispm.api.posture;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentMakeup;
import io.aispm.api.agent.EffectiveSettings;
import io.aispm.api.integration.RuntimeRow;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one side of an agent from the module that knows it. */
public interface DimensionReader {

    /** The side. */
    Dimension dimension();

    /** Puts down what it finds; fresh from the database. */
    void read(Subject subject, Values into);

    /** The agent, with what more than one side is read from. */
    record Subject(Agent agent, AgentMakeup makeup, EffectiveSettings settings, RuntimeRow row) {}

    /** Where a side's values are put down. */
    final class Values {

        private final Dimension dimension;
        private final SortedMap<String, Object> values = new TreeMap<>();

        Values(Dimension dimension) {
            this.dimension = dimension;
        }

        /** Puts down a text, number, boolean, list or object; null, and what is empty, is not there. */
        public void put(@Nullable Object value, String... names) {
            if (value == null || isEmpty(value)) {
                return;
            }
            values.put(PostureDocument.path(dimension, names), value);
        }

        private static boolean isEmpty(Object value) {
            return switch (value) {
                case List<?> list -> list.isEmpty();
                case Map<?, ?> map -> map.isEmpty();
                default -> false;
            };
        }

        SortedMap<String, Object> all() {
            return values;
        }
    }
}
