package io.aispm.api.knowledge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that text is read out of. */
public enum DocumentKind {
    TEXT("text/plain", "te?xt"),
    MARKDOWN("text/markdown", "md|markdown"),
    HTML("text/html", "html?"),
    PDF("application/pdf", "pdf");

    private static final byte[] PDF_BEGINS = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final String mediaType;
    private final Pattern filename;

    DocumentKind(String mediaType, String endings) {
        this.mediaType = mediaType;
        this.filename = Pattern.compile(".*\\.(?:" + endings + ")", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** The kind by a file's name; what begins as a PDF and doesn't say so, or the other way round, is none. */
    public static Optional<DocumentKind> of(String filename, byte[] content) {
        var isPdf = content.length >= PDF_BEGINS.length
                && Arrays.equals(content, 0, PDF_BEGINS.length, PDF_BEGINS, 0, PDF_BEGINS.length);
        return Arrays.stream(values())
                .filter(kind -> kind.filename.matcher(filename).matches() && (kind == PDF) == isPdf)
                .findFirst();
    }

    /** Its media type, as {@code text/plain}. */
    public String mediaType() {
        return mediaType;
    }
}
