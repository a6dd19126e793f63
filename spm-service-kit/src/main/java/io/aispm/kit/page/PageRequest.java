package io.aispm.kit.page;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of a list are wanted.
 *
 * @param limit how many, 1 to 200
 * @param cursor where the page before ended, as {@link Page#next()} told it, or null for the newest
 */
public record PageRequest(int limit, @Nullable String cursor) {

    /** The longest page. */
    public static final int MOST = 200;

    private static final int DEFAULT_LIMIT = 50;

    /** Reads the query's parameters; a limit that is no number from 1 to 200 is a bad request. */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        if (limit == null) {
            return new PageRequest(DEFAULT_LIMIT, cursor);
        }
        try {
            var asked = Integer.parseInt(limit);
            if (asked < 1 || asked > MOST) {
                throw BadPageException.limit(MOST);
            }
            return new PageRequest(asked, cursor);
        } catch (NumberFormatException notANumber) {
            throw BadPageException.limit(MOST);
        }
    }
}
