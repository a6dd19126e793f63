package io.aispm.kit.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list, newest first.
 *
 * @param next the cursor of the page after this one, or null at the end
 */
public record Page<T>(List<T> rows, @Nullable String next) {

    /** Cuts a page out of rows of which one more was read than is wanted, to see whether there are more. */
    public static <T> Page<T> cut(List<T> oneMore, int limit, Function<T, String> cursor) {
        if (oneMore.size() <= limit) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        var rows = List.copyOf(oneMore.subList(0, limit));
        return new Page<>(rows, cursor.apply(rows.getLast()));
    }

    /** The same page of other rows. */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(rows.stream().<R>map(change).toList(), next);
    }
}
