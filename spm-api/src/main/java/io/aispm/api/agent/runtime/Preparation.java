package io.aispm.api.agent.runtime;

import java.util.List;

/** What came of making ready what an agent imports. */
public sealed interface Preparation {

    /** All of it is there; each warning is a sentence on what its import said. */
    record Prepared(List<String> warnings) implements Preparation {

        public Prepared {
            warnings = List.copyOf(warnings);
        }
    }

    /** Something can't be had; the sentence tells the operator what, in the installer's words. */
    record Failed(String sentence) implements Preparation {}
}
