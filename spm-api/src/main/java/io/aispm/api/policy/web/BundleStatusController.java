package io.aispm.api.policy.web;

import io.aispm.api.policy.bundle.BundleReport;
import io.aispm.api.policy.bundle.BundleReports;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Where OPA says what became of the bundle.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/management-status">OPA's status reports</a>
 */
@RestController
class BundleStatusController {

    private static final String READER = "opa";
    private static final int LONGEST = 2_000;

    private final BundleReports reports;

    BundleStatusController(BundleReports reports) {
        this.reports = reports;
    }

    @PostMapping("/internal/opa/status/bundles")
    ResponseEntity<Void> take(HttpServletRequest request, @RequestBody JsonNode status) {
        if (!READER.equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        var bundle = status.path("bundles").path("spm");
        if (!bundle.isMissingNode()) {
            reports.take(new BundleReport(
                    status.path("labels").path("id").asString("opa"),
                    bundle.path("active_revision").stringValue(null),
                    failure(bundle)));
        }
        return ResponseEntity.noContent().build();
    }

    /** That this service could not be reached is no word about a bundle. */
    private static String failure(JsonNode bundle) {
        if (!bundle.hasNonNull("code") || bundle.hasNonNull("http_code")) {
            return "";
        }
        var text = bundle.path("message").asString("it could not be loaded");
        for (var error : bundle.path("errors")) {
            text += " " + error;
        }
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
