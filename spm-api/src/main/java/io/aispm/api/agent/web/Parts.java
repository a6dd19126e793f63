package io.aispm.api.agent.web;

import io.aispm.api.agent.upload.UploadedFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** The parts of a multipart request; files stay on disk until they are read. */
final class Parts {

    private final MultipartHttpServletRequest request;

    Parts(MultipartHttpServletRequest request) {
        this.request = request;
    }

    /** The text fields, each with its first value. */
    Map<String, String> fields() {
        var fields = new HashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        return fields;
    }

    @Nullable UploadedFile file(String name) {
        var file = request.getFile(name);
        if (file == null) {
            return null;
        }
        var filename = file.getOriginalFilename();
        return new UploadedFile(filename == null ? "" : filename, file.getSize(), file::getBytes);
    }

    /** The names of all parts, without those of the query. */
    Set<String> names() {
        var names = new TreeSet<>(request.getFileMap().keySet());
        var query = request.getQueryString() == null ? "" : "&" + request.getQueryString();
        request.getParameterMap().keySet().stream()
                .filter(name -> !query.contains("&" + name + "="))
                .forEach(names::add);
        return names;
    }
}
