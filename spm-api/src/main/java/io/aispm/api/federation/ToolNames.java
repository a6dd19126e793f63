package io.aispm.api.federation;

import io.aispm.kit.secret.Tokens;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;

/** Gives tools the names under which agents see them: {@code server__tool}, {@code [A-Za-z0-9_-]{1,64}}. */
final class ToolNames {

    static final int LONGEST = 64;
    private static final int LONGEST_SERVER = 24;
    private static final int MARK = 6;

    private ToolNames() {}

    /** The server's part, made of the integration's name. */
    static String server(String integrationName) {
        var plain = Normalizer.normalize(integrationName, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        var fitting = plain.length() <= LONGEST_SERVER ? plain : plain.substring(0, LONGEST_SERVER);
        return fitting.isEmpty() ? "server" : fitting.replaceAll("-+$", "");
    }

    /** A server's part that another integration's tools have not; the id tells two apart that would have the same. */
    static String server(String integrationName, String integrationId, Predicate<String> isAnothers) {
        var server = server(integrationName);
        return isAnothers.test(server + "__") ? server + "-" + mark(integrationId) : server;
    }

    /** The whole name; where the tool's own does not fit or has been taken, a mark made of it tells it apart. */
    static String of(String server, String tool, Predicate<String> isTaken) {
        var plain = tool.replaceAll("[^A-Za-z0-9_-]", "_");
        var whole = server + "__" + plain;
        if (whole.length() <= LONGEST && plain.equals(tool) && !isTaken.test(whole)) {
            return whole;
        }
        var room = LONGEST - MARK - 1;
        return (whole.length() <= room ? whole : whole.substring(0, room)) + "_" + mark(tool);
    }

    private static String mark(String text) {
        return Tokens.hash(text).substring(0, MARK);
    }
}
