package io.aispm.api.agent.upload;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file of a request, not yet in memory. */
public record UploadedFile(String filename, long size, Content content) {

    private static final int LONGEST_NAME = 255;

    public UploadedFile {
        var plain = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        filename = plain.length() <= LONGEST_NAME ? plain : plain.substring(plain.length() - LONGEST_NAME);
    }

    /** Its bytes, read when asked for. */
    @FunctionalInterface
    public interface Content {

        /** All of them. */
        byte[] read() throws IOException;
    }

    byte[] bytes() {
        try {
            return content.read();
        } catch (IOException broken) {
            throw new UncheckedIOException("an uploaded file can't be read", broken);
        }
    }
}
