package io.aispm.guard;

import java.util.Locale;

/** What is to become of a text: a flag never ends a turn by itself, a block does. */
public enum Verdict {
    ALLOW,
    FLAG,
    BLOCK;

    /** The wire's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
