package io.aispm.kit.page;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Answers a page of a list: an array, and the next page's address in the {@code Link} header (RFC 8288). */
public final class Pages {

    private Pages() {}

    /** The answer to the request that is being served. */
    public static <T> ResponseEntity<List<T>> respond(Page<T> page) {
        if (page.next() == null) {
            return ResponseEntity.ok(page.rows());
        }
        // The request's own parameters are encoded as they came, and a cursor has nothing to encode.
        var next = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", page.next())
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
                .body(page.rows());
    }
}
