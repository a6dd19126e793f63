package io.aispm.api.policy.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes a compressed archive of small text files in the POSIX ustar format. The same files give the same bytes. */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int CHECKSUM_AT = 148;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SortedMap<String, String> digests = new TreeMap<>();
    private final GZIPOutputStream out;

    TarArchive() {
        try {
            out = new GZIPOutputStream(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written", impossible);
        }
    }

    /** Adds a file; its folder and its name may each be about a hundred characters long. */
    TarArchive add(String folder, String name, String content) {
        var data = content.getBytes(StandardCharsets.UTF_8);
        try {
            out.write(header(folder, name, data.length));
            out.write(data);
            out.write(new byte[(BLOCK - data.length % BLOCK) % BLOCK]);
            digests.put(folder.isEmpty() ? name : folder + "/" + name, sha256(data));
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written", impossible);
        }
    }

    /** The SHA-256 of each file so far, in hex, by its path. */
    SortedMap<String, String> digests() {
        return Collections.unmodifiableSortedMap(digests);
    }

    private static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    byte[] finish() {
        try (out) {
            out.write(new byte[2 * BLOCK]);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String folder, String name, int size) {
        var header = new byte[BLOCK];
        put(header, 0, NAME, name);
        put(header, 100, 8, "0000644");
        put(header, 108, 8, "0000000");
        put(header, 116, 8, "0000000");
        put(header, 124, 12, "%011o".formatted(size));
        put(header, 136, 12, "00000000000");
        put(header, CHECKSUM_AT, 8, "        ");
        put(header, 156, 1, "0");
        put(header, 257, 8, "ustar\0" + "00");
        put(header, PREFIX_AT, PREFIX, folder);
        var sum = 0;
        for (var one : header) {
            sum += one & 0xff;
        }
        put(header, CHECKSUM_AT, 8, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, int room, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > room) {
            throw new IllegalArgumentException("too long for an archive: '" + text + "'");
        }
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
