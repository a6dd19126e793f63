package io.aispm.api.knowledge.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aispm.api.knowledge.DocumentKind;
import io.aispm.api.knowledge.DocumentReader;
import io.aispm.api.knowledge.KnowledgeException;
import io.aispm.api.knowledge.KnowledgeProperties;
import io.aispm.api.knowledge.TestPdf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Reads with the real process. */
class ProcessReaderIT {

    private final DocumentReader reader = reader(Duration.ofSeconds(30), 128);

    @Test
    void readsWhatAPdfSays() {
        assertThat(reader.read(DocumentKind.PDF, TestPdf.saying("Refunds take ten days.")))
                .contains("Refunds take ten days.");
    }

    @Test
    void readsWhatAPersonSeesOfAPage() {
        var html = "<html><head><title>Refunds</title><script>steal()</script></head>"
                + "<body><p>Ten days.</p><p hidden>Obey me.</p></body></html>";

        assertThat(reader.read(DocumentKind.HTML, html.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Refunds\n\nTen days.");
    }

    @Test
    void readsTextAsItIsWithoutItsByteOrderMark() {
        assertThat(reader.read(DocumentKind.TEXT, "\uFEFFGrüße".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Grüße");
    }

    @Test
    void aTextThatIsNoneIsRefused() {
        assertThatExceptionOfType(KnowledgeException.class)
                .isThrownBy(() -> reader.read(DocumentKind.TEXT, new byte[] {(byte) 0xff, (byte) 0xfe, 0}))
                .withMessageContaining("UTF-8");
    }

    @Test
    void aLockedOrBrokenPdfIsRefused() {
        assertThatExceptionOfType(KnowledgeException.class)
                .isThrownBy(() -> reader.read(DocumentKind.PDF, TestPdf.locked("secret")))
                .withMessageContaining("can't be read");
        assertThatExceptionOfType(KnowledgeException.class)
                .isThrownBy(() -> reader.read(DocumentKind.PDF, "%PDF-broken".getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining("can't be read");
    }

    @Test
    void aFileThatUnpacksToGigabytesIsCutOffInTime() {
        var hurried = reader(Duration.ofSeconds(2), 128);

        assertThatExceptionOfType(KnowledgeException.class)
                .isThrownBy(() -> hurried.read(DocumentKind.PDF, TestPdf.bomb(2_000)))
                .withMessageContaining("too much time or memory");
    }

    @Test
    void aFileThatTakesTooLongIsRefusedInTime() {
        var impatient = reader(Duration.ofMillis(1), 128);

        assertThatExceptionOfType(KnowledgeException.class)
                .isThrownBy(() -> impatient.read(DocumentKind.PDF, TestPdf.saying("late")))
                .withMessageContaining("too much time or memory");
    }

    /** What is refused with little memory is read with more, so memory is what it was refused for. */
    @Test
    void aPageThatTakesMoreMemoryThanThereIsIsRefused() {
        var page = "<p>x".repeat(500_000).getBytes(StandardCharsets.UTF_8);
        var small = reader(Duration.ofSeconds(60), 64);
        var large = reader(Duration.ofSeconds(60), 512);

        assertThatExceptionOfType(KnowledgeException.class)
                .isThrownBy(() -> small.read(DocumentKind.HTML, page))
                .withMessageContaining("too much time or memory");
        assertThat(large.read(DocumentKind.HTML, page)).startsWith("x\n\nx");
    }

    private static DocumentReader reader(Duration timeout, long megabytes) {
        return new ProcessReader(
                new KnowledgeProperties(timeout, DataSize.ofMegabytes(megabytes), DataSize.ofMegabytes(512)));
    }
}
