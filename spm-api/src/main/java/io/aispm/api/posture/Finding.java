package io.aispm.api.posture;

import java.util.List;

/**
 * What a difference means.
 *
 * @param reason a sentence for people
 * @param controls what it endangers, by the names of published lists
 */
public record Finding(DriftClass kind, Severity severity, String reason, List<String> controls) {

    /** The same difference, which somebody had approved before it happened. */
    Finding planned(PlannedChange change) {
        return new Finding(
                DriftClass.EXPECTED,
                Severity.LOW,
                "It was approved beforehand by " + change.approvedBy() + ": " + change.reason(),
                controls);
    }
}
