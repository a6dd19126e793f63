package io.aispm.api.knowledge.read;

import io.aispm.api.knowledge.DocumentKind;
import io.aispm.kit.text.ReadableHtml;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/** The program that reads one file: its bytes come in, its text goes out. Whatever goes wrong is its exit code. */
public final class Extraction {

    static final int READ = 0;
    static final int TOO_LONG = 4;

    /** Not 3: a JVM ends with that when its memory runs out. */
    static final int UNREADABLE = 5;

    /** The longest text of a document, in UTF-8. */
    static final int MOST_BYTES = 40 * 1024 * 1024;

    private Extraction() {}

    /** Reads the file of the kind that the argument names. */
    public static void main(String[] arguments) throws IOException {
        Runtime.getRuntime().halt(run(DocumentKind.valueOf(arguments[0])));
    }

    private static int run(DocumentKind kind) throws IOException {
        byte[] content;
        try (var in = new FileInputStream(FileDescriptor.in)) {
            content = in.readAllBytes();
        }
        var text = text(kind, content);
        if (text.isEmpty()) {
            return UNREADABLE;
        }
        var bytes = text.get().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            return TOO_LONG;
        }
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write(bytes);
        }
        return READ;
    }

    /** The text of a file; empty where it is not what it says, or is encrypted. */
    static Optional<String> text(DocumentKind kind, byte[] content) {
        return switch (kind) {
            case TEXT, MARKDOWN -> Optional.of(new String(content, StandardCharsets.UTF_8));
            case HTML -> Optional.of(html(content));
            case PDF -> pdf(content);
        };
    }

    private static String html(byte[] content) {
        var page = ReadableHtml.read(content, null);
        return page.title().isEmpty() ? page.text() : page.title() + "\n\n" + page.text();
    }

    private static Optional<String> pdf(byte[] content) {
        try (var document = Loader.loadPDF(content)) {
            var stripper = new PDFTextStripper();
            stripper.setParagraphEnd("\n\n");
            return Optional.of(stripper.getText(document));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
