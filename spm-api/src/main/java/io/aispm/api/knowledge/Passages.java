package io.aispm.api.knowledge;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into parts that are found and read by themselves: whole paragraphs where they fit, sentences, or words. */
final class Passages {

    static final int LONGEST = 1_200;

    private Passages() {}

    /** The parts in their order; together they hold every word of the text. */
    static List<String> of(String text) {
        var passages = new ArrayList<String>();
        var open = new StringBuilder();
        for (var paragraph : text.replace("\r\n", "\n").split("\n[ \t]*\n", -1)) {
            for (var piece : pieces(paragraph.strip())) {
                if (!open.isEmpty() && open.length() + piece.length() + 2 > LONGEST) {
                    passages.add(open.toString());
                    open.setLength(0);
                }
                open.append(open.isEmpty() ? "" : "\n\n").append(piece);
            }
        }
        if (!open.isEmpty()) {
            passages.add(open.toString());
        }
        return passages;
    }

    private static List<String> pieces(String paragraph) {
        var pieces = new ArrayList<String>();
        var from = 0;
        while (paragraph.length() - from > LONGEST) {
            var end = end(paragraph, from);
            add(pieces, paragraph.substring(from, end));
            from = end;
        }
        add(pieces, paragraph.substring(from));
        return pieces;
    }

    private static void add(List<String> pieces, String piece) {
        if (!piece.isBlank()) {
            pieces.add(piece.strip());
        }
    }

    /** Where a piece that begins at {@code from} ends: after a sentence, else after a word, else between characters. */
    private static int end(String text, int from) {
        var latest = from + LONGEST;
        var word = -1;
        for (var at = latest; at > from + LONGEST / 2; at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                if (text.charAt(at - 1) == '\n' || ".!?:".indexOf(text.charAt(at - 2)) >= 0) {
                    return at;
                }
                word = Math.max(word, at);
            }
        }
        if (word > 0) {
            return word;
        }
        return Character.isHighSurrogate(text.charAt(latest - 1)) ? latest - 1 : latest;
    }
}
