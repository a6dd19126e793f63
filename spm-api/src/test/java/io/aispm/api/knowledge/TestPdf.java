package io.aispm.api.knowledge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** PDF files for tests. */
public final class TestPdf {

    private TestPdf() {}

    /** One page with a line of text. */
    public static byte[] saying(String line) {
        try (var document = page(line)) {
            return bytes(document);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same, which nobody can read without its password. */
    public static byte[] locked(String line) {
        try (var document = page(line)) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A page of some kilobytes that unpacks to as many megabytes. */
    public static byte[] bomb(int megabytes) {
        var packed = packed(megabytes);
        var file = new ByteArrayOutputStream();
        write(file, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        write(file, "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n");
        write(file, "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n");
        write(file, "4 0 obj<</Filter/FlateDecode/Length " + packed.length + ">>stream\n");
        file.writeBytes(packed);
        write(file, "\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n");
        return file.toByteArray();
    }

    private static byte[] packed(int megabytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        var packed = new ByteArrayOutputStream();
        var blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        var buffer = new byte[64 * 1024];
        for (var megabyte = 0; megabyte <= megabytes; megabyte++) {
            if (megabyte == megabytes) {
                deflater.finish();
            } else {
                deflater.setInput(blanks);
            }
            for (var count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
                packed.write(buffer, 0, count);
            }
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static PDDocument page(String line) throws IOException {
        var document = new PDDocument();
        var page = new PDPage();
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 12);
            content.newLineAtOffset(72, 700);
            content.showText(line);
            content.endText();
        }
        return document;
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream file, String text) {
        file.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
