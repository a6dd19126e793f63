package io.aispm.api.agent.web;

import io.aispm.api.agent.upload.UploadedFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** The parts of a multipart request; files stay on disk until they are read. */
final class Parts {

    private final MultipartHttpServletRequest request;

    private Parts(MultipartHttpServletRequest request) {
        this.request = request;
    }

    /** The parts, or the problem that there are none: found here, so that who may not upload is told that first. */
    static Parts of(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        var multipart = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (multipart == null) {
            throw new HttpMediaTypeNotSupportedException(
                    "The body must be in parts.", List.of(MediaType.MULTIPART_FORM_DATA));
        }
        return new Parts(multipart);
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
        return new UploadedFile(filename == null ? "" : filename, file.getSize(), () -> bytes(file));
    }

    /** In one array from the start: a file may be large. */
    private static byte[] bytes(MultipartFile file) throws IOException {
        var bytes = new byte[Math.toIntExact(file.getSize())];
        try (var content = file.getInputStream()) {
            content.readNBytes(bytes, 0, bytes.length);
        }
        return bytes;
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
