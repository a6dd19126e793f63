package io.aispm.api.identity.ui;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Finds a file, or else the one page that draws every address of the UI; a missing file with an ending is missing. */
final class PageOrFile extends PathResourceResolver {

    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
        if (path.contains("..")) {
            return null;
        }
        var file = path.isEmpty() || path.endsWith("/") ? null : super.getResource(path, location);
        if (file != null) {
            return file;
        }
        var last = path.substring(path.lastIndexOf('/') + 1);
        return last.contains(".") ? null : super.getResource("index.html", location);
    }
}
