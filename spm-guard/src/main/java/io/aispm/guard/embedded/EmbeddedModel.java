package io.aispm.guard.embedded;

import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.classifier.TextClassifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The guard that is always there: the trained classifier, over the text and over what hides in it, and the rules as
 * further witnesses. One per process, since it holds a native session; it loads in the background, and who asks before
 * it has loaded waits. What could not be loaded judges nothing, and so everything is refused.
 */
public final class EmbeddedModel implements GuardModel {

    private static final String NAME = "aispm-guard";

    private final CompletableFuture<TextClassifier> classifier;
    private final EvidenceModel rules = EvidenceModel.standard();

    EmbeddedModel(Supplier<TextClassifier> loader) {
        this.classifier = CompletableFuture.supplyAsync(
                loader, work -> Thread.ofPlatform().daemon().name("guard-load").start(work));
    }

    /** The one of this process. */
    public static EmbeddedModel standard() {
        return Standard.MODEL;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GuardResult judge(TextKind kind, String text) {
        var ready = loaded();
        var words = Folding.wordsOf(text);
        var tidy = Tidy.of(text);
        var plain = ready.classify(kind, tidy.text());
        var judgement = new Judgement(kind, rules.judge(kind, text));
        judgement.add(plain);
        var where = plain.where();
        if (where != null && plain.score() >= Judgement.FLAG_SCORE) {
            judgement.span(tidy.originOf(where.start()), tidy.originOf(where.end()));
        }
        var beneath = new Hidden(ready).beneath(text, words);
        for (var hidden : beneath) {
            var before = judgement.score();
            judgement.add(ready.classify(kind, hidden.text()));
            if (judgement.score() > before) {
                judgement.signal(hidden.disguise());
            }
        }
        var unsupported = Language.isUnsupported(text, words, plain.unknown());
        if (unsupported) {
            judgement.signal("unsupported_language");
        }
        return judgement.result(unsupported || !beneath.isEmpty(), NAME, ready.version());
    }

    private TextClassifier loaded() {
        try {
            return classifier.join();
        } catch (CompletionException failed) {
            throw GuardModelException.unloadable(failed);
        }
    }

    /** Loads when first asked for. */
    private static final class Standard {
        private static final EmbeddedModel MODEL = new EmbeddedModel(TextClassifier::load);
    }
}
