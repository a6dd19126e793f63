package io.aispm.kit.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What a person would read of a page: its text in lines, without scripts, forms and what is hidden from people, where
 * orders to machines like to hide.
 */
public final class ReadableHtml {

    private static final String UNREAD = "script, style, noscript, template, svg, math, iframe, object, canvas, head,"
            + " nav, form, dialog, [hidden], [aria-hidden=true], [style*=display:none], [style*=display: none],"
            + " [style*=visibility:hidden], [style*=visibility: hidden]";
    private static final Set<String> CELLS = Set.of("td", "th");

    private ReadableHtml() {}

    /**
     * A page's title and text.
     *
     * @param title may be empty
     */
    public record Page(String title, String text) {}

    /** Reads a page; without a charset it is the page's own word, or UTF-8. */
    public static Page read(byte[] html, @Nullable String charset) {
        try {
            var document = Jsoup.parse(new ByteArrayInputStream(html), charset, "");
            return new Page(document.title().strip(), text(document));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("no text is in these bytes", unreadable);
        }
    }

    private static String text(Document document) {
        document.select(UNREAD).remove();
        var lines = new Lines();
        document.body().traverse(lines);
        return lines.text();
    }

    /** Gathers text, with an empty line between blocks. */
    private static final class Lines implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                append(words);
            } else if (node instanceof Element element) {
                begin(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock() && !CELLS.contains(element.normalName())) {
                endLine(isParagraph(element) ? 2 : 1);
            }
        }

        private void append(TextNode words) {
            var preformatted = words.parent() != null && words.parent().closest("pre") != null;
            var plain = preformatted ? words.getWholeText() : words.text();
            if (!preformatted && (text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1)))) {
                plain = plain.stripLeading();
            }
            text.append(plain);
        }

        private void begin(Element element) {
            var name = element.normalName();
            if (name.equals("br")) {
                text.append('\n');
            } else if (CELLS.contains(name)) {
                if (element.previousElementSibling() != null) {
                    text.append(" | ");
                }
            } else if (element.isBlock()) {
                endLine(isParagraph(element) ? 2 : 1);
                if (name.equals("li")) {
                    text.append("- ");
                }
            }
        }

        private void endLine(int breaks) {
            while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
                text.setLength(text.length() - 1);
            }
            var there = 0;
            while (there < text.length() && text.charAt(text.length() - 1 - there) == '\n') {
                there++;
            }
            if (!text.isEmpty() && there < text.length()) {
                text.append("\n".repeat(Math.max(0, breaks - there)));
            }
        }

        private static boolean isParagraph(Element element) {
            return switch (element.normalName()) {
                case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "ul", "ol", "blockquote", "section" ->
                    true;
                default -> false;
            };
        }

        private String text() {
            return text.toString().strip();
        }
    }
}
