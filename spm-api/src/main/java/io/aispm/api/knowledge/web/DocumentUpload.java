package io.aispm.api.knowledge.web;

import io.aispm.api.knowledge.Documents;
import io.aispm.api.knowledge.KnowledgeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** The parts of an upload, checked. */
record DocumentUpload(String name, MultipartFile file) {

    private static final long MOST_BYTES = Documents.MOST_MEGABYTES * 1024 * 1024;
    private static final int LONGEST_NAME = 200;

    /** Reads the parts here and not before, so that who may not upload is told that first. */
    static DocumentUpload of(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        var parts = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (parts == null) {
            throw new HttpMediaTypeNotSupportedException(
                    "The body must be in parts.", List.of(MediaType.MULTIPART_FORM_DATA));
        }
        refuseUnknown(parts);
        var errors = new ArrayList<String>();
        var name = name(parts.getParameter("name"), errors);
        var file = parts.getFile("file");
        if (file == null || file.isEmpty()) {
            errors.add("`file` is required: text, Markdown, HTML or PDF.");
        } else if (file.getSize() > MOST_BYTES) {
            throw KnowledgeException.tooLarge(Documents.MOST_MEGABYTES);
        }
        if (!errors.isEmpty() || file == null) {
            throw KnowledgeException.invalid(errors);
        }
        return new DocumentUpload(name, file);
    }

    private static void refuseUnknown(MultipartHttpServletRequest parts) {
        var unknown = new TreeSet<>(parts.getFileMap().keySet());
        unknown.addAll(parts.getParameterMap().keySet());
        unknown.removeAll(List.of("name", "file"));
        if (!unknown.isEmpty()) {
            throw KnowledgeException.unknownField(String.join(", ", unknown));
        }
    }

    private static String name(@Nullable String given, List<String> errors) {
        var name = given == null ? "" : given.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            errors.add("`name` is required: 1 to " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    /** Its bytes. */
    byte[] content() throws IOException {
        return file.getBytes();
    }

    /** The file's name, without a path. */
    String filename() {
        var given = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        var plain = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(plain.length() - LONGEST_NAME);
    }
}
