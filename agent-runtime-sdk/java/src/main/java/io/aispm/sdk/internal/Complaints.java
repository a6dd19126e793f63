package io.aispm.sdk.internal;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What an agent's operator reads on stderr, in one piece so that two complaints don't mix. */
final class Complaints {

    private Complaints() {}

    static void print(String sentence, Throwable cause) {
        var text = new StringWriter();
        text.append("aispm: ").append(sentence).append(System.lineSeparator());
        cause.printStackTrace(new PrintWriter(text, true));
        System.err.print(text);
    }
}
