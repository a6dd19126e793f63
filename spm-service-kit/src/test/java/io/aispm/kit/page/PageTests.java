package io.aispm.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTests {

    @Test
    void theLastPageNamesNoOther() {
        assertThat(Page.cut(List.of("a", "b"), 2, row -> row).next()).isNull();
    }

    @Test
    void aFullPageNamesTheNextByItsLastRow() {
        var page = Page.cut(List.of("a", "b", "c"), 2, row -> "after-" + row);

        assertThat(page.rows()).containsExactly("a", "b");
        assertThat(page.next()).isEqualTo("after-b");
    }

    @Test
    void aCursorIsReadAsItWasWritten() {
        var cursor = new Cursor(Instant.parse("2026-04-25T10:00:00.123456Z"), new UUID(1, 2));

        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!", "YWJj", "MjAyNg"})
    void aCursorThatNobodyWroteIsABadRequest(String text) {
        assertThatExceptionOfType(BadPageException.class).isThrownBy(() -> Cursor.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-000001-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
    void aCursorOfATimeThatNoDatabaseKnowsIsABadRequest(String at) {
        var cursor = new Cursor(Instant.parse(at), new UUID(1, 2)).encode();

        assertThatExceptionOfType(BadPageException.class).isThrownBy(() -> Cursor.decode(cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "ten", ""})
    void aLimitOutOfRangeIsABadRequest(String limit) {
        assertThatExceptionOfType(BadPageException.class).isThrownBy(() -> PageRequest.of(limit, null));
    }

    @Test
    void fiftyRowsUnlessAsked() {
        assertThat(PageRequest.of(null, null).limit()).isEqualTo(50);
        assertThat(PageRequest.of("200", null).limit()).isEqualTo(200);
    }
}
