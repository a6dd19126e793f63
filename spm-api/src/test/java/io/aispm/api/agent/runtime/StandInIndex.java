package io.aispm.api.agent.runtime;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package index with the packages that a test gives it (PEP 503). */
public final class StandInIndex implements AutoCloseable {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public StandInIndex() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            asked.add(path);
            var body = body(path);
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", path.endsWith("/") ? "text/html" : "application/zip");
                exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    private byte[] body(String path) {
        if (!path.startsWith("/simple/")) {
            return files.getOrDefault(path.substring(path.lastIndexOf('/') + 1), new byte[0]);
        }
        var name = path.substring("/simple/".length()).replace("/", "");
        var links = new StringBuilder();
        files.keySet().stream()
                .filter(file -> file.startsWith(name + "-"))
                .forEach(file -> links.append("<a href=\"/files/" + file + "\">" + file + "</a>"));
        return links.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/simple/";
    }

    /** The paths that were asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Adds a wheel of one module. */
    public void add(String name, String version, String source) {
        var info = name + "-" + version + ".dist-info/";
        var metadata = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(name, version);
        var wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
        var record = "%s.py,,\n%sMETADATA,,\n%sWHEEL,,\n%sRECORD,,\n".formatted(name, info, info, info);
        files.put(
                name + "-" + version + "-py3-none-any.whl",
                zip(Map.of(
                        name + ".py",
                        source,
                        info + "METADATA",
                        metadata,
                        info + "WHEEL",
                        wheel,
                        info + "RECORD",
                        record)));
    }

    /** Adds a source distribution, whose own code builds it. */
    public void addSource(String name, String version, String buildBackend) {
        var folder = name + "-" + version + "/";
        files.put(
                name + "-" + version + ".zip",
                zip(Map.of(
                        folder + "pyproject.toml",
                        "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n",
                        folder + "backend.py",
                        buildBackend,
                        folder + "PKG-INFO",
                        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(name, version))));
    }

    private static byte[] zip(Map<String, String> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
