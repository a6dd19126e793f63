package io.aispm.api.policy.web;

import io.aispm.api.policy.bundle.Bundles;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the bundle to OPA, and to nobody else. By OPA's long polling a new revision is there within moments.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/management-bundles#http-long-polling">HTTP long polling</a>
 */
@RestController
class BundleController {

    private static final MediaType BUNDLE = MediaType.parseMediaType("application/vnd.openpolicyagent.bundles");
    private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=(\\d{1,4})(?:$|[;,\\s])");
    private static final long LONGEST_WAIT_S = 60;
    private static final String READER = "opa";

    private final Bundles bundles;

    BundleController(Bundles bundles) {
        this.bundles = bundles;
    }

    @GetMapping("/internal/opa/bundle.tar.gz")
    ResponseEntity<byte[]> bundle(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String etag,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        if (!READER.equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        var bundle = bundles.otherThan(etag, patience(prefer));
        if (bundle.etag().equals(etag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(bundle.etag())
                    .build();
        }
        return ResponseEntity.ok().eTag(bundle.etag()).contentType(BUNDLE).body(bundle.archive());
    }

    private static Duration patience(@Nullable String prefer) {
        var wait = WAIT.matcher(prefer == null ? "" : prefer);
        return Duration.ofSeconds(wait.find() ? Math.min(Long.parseLong(wait.group(1)), LONGEST_WAIT_S) : 0);
    }
}
