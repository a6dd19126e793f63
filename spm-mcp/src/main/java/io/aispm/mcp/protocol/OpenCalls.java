package io.aispm.mcp.protocol;

import io.aispm.mcp.tool.Course;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The calls under way in this replica's sessions, so that whoever made one can cancel it. */
final class OpenCalls {

    private final Map<Key, Course> open = new ConcurrentHashMap<>();

    <T> T during(String session, String request, Course course, Supplier<T> call) {
        var key = new Key(session, request);
        open.put(key, course);
        try {
            return call.get();
        } finally {
            open.remove(key, course);
        }
    }

    /** Ends the call that the session's request asked for; one that has ended stays as it is. */
    void cancel(String session, String request) {
        var course = open.get(new Key(session, request));
        if (course != null) {
            course.cancel();
        }
    }

    private record Key(String session, String request) {}
}
