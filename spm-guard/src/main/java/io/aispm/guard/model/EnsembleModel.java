package io.aispm.guard.model;

import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import java.util.stream.Stream;

/**
 * Asks the model at hand first, and the remote one where the first is not sure: between plainly harmless and the block
 * point, or where it can't read the language. What the remote one says then counts, and where it can't be asked, nothing
 * does.
 */
final class EnsembleModel implements GuardModel {

    private static final double UNSURE_FROM = 0.15;
    private static final double BLOCK_POINT = 0.6;
    private static final String UNREAD = "unsupported_language";

    private final GuardModel first;
    private final GuardModel second;

    EnsembleModel(GuardModel first, GuardModel second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public String name() {
        return first.name() + "+" + second.name();
    }

    @Override
    public GuardResult judge(TextKind kind, String text) {
        var own = first.judge(kind, text);
        var unsure = own.score() >= UNSURE_FROM && own.score() < BLOCK_POINT;
        if (!unsure && !own.signals().contains(UNREAD)) {
            return own;
        }
        var other = second.judge(kind, text);
        return new GuardResult(
                other.verdict(),
                other.score(),
                other.categories(),
                other.categoryScores(),
                Stream.concat(own.signals().stream(), Stream.of("remote")).toList(),
                own.spans(),
                other.model(),
                other.modelVersion(),
                0);
    }
}
