package io.aispm.api.agent.runtime;

import java.util.List;

/** What a look at uploaded code found. */
public sealed interface Validation {

    /** The code can be run; each warning is a sentence for whoever uploaded it. */
    record Valid(List<String> warnings) implements Validation {

        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** The code can't be run, each error a sentence for whoever uploaded it. */
    record Invalid(List<String> errors) implements Validation {

        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** Nobody could look: no sandbox could be started. The sentence is for the operator. */
    record Unavailable(String sentence) implements Validation {}
}
