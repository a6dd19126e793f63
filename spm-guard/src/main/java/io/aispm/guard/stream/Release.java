package io.aispm.guard.stream;

import io.aispm.guard.redact.SensitiveKind;
import java.util.Set;

/** What a screened reply lets out, in the order of the frames that carry it. */
public sealed interface Release {

    /** More of the reply. */
    record Text(String text) implements Release {}

    /** Something was taken out: the whole safe text so far, to be shown instead. */
    record Redacted(String whole, Set<SensitiveKind> kinds) implements Release {}

    /** The reply ends here, whatever still comes. */
    record Stopped(WindowVerdict.Stop stop) implements Release {}
}
