package io.aispm.api.identity.ui;

import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what to do where the admin UI has not been built. */
@RestController
@Conditional(UiBuilt.Not.class)
class UnbuiltUiController {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>AI-SPM</title></head>
            <body style="font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
            <h1>The admin UI is not built</h1>
            <p>The platform runs; only its pages are missing. <code>./aispm up</code> builds and serves them. Where you
            run the control plane by yourself, build <code>admin-ui</code> with <code>npm ci &amp;&amp; npm run build</code>
            and point <code>SPM_UI_DIR</code> at its <code>dist</code> folder.</p>
            <p>The API is at <code>/api/spm</code>, and <a href="/health">/health</a> tells how the platform is.</p>
            </body>
            </html>
            """;

    @GetMapping({"/ui/", "/ui/{*path}"})
    ResponseEntity<byte[]> explain() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(PAGE.getBytes(StandardCharsets.UTF_8));
    }
}
