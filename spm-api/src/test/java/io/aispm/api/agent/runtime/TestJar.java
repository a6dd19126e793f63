package io.aispm.api.agent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.springframework.util.FileSystemUtils;

/** Jars made for one test, of source that is compiled for it. */
final class TestJar {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private TestJar() {}

    /** A jar whose main class does this. */
    static byte[] withMain(String body) throws IOException {
        var source = "public class Agent { public static void main(String[] args) throws Exception { " + body + " } }";
        return withMainClass("Agent", compiled(source));
    }

    /** A jar whose main class has no main. */
    static byte[] withoutMain() throws IOException {
        return withMainClass("Agent", compiled("public class Agent {}"));
    }

    /** A jar whose main class extends one that the jar lacks. */
    static byte[] withoutItsParent() throws IOException {
        var classes = compiled(
                "class Parent {} public class Agent extends Parent { public static void main(String[] a) {} }");
        classes.remove("Parent.class");
        return withMainClass("Agent", classes);
    }

    static byte[] withMainClass(String name, Map<String, byte[]> classes) throws IOException {
        var entries = new TreeMap<>(classes);
        entries.put(MANIFEST, ("Manifest-Version: 1.0\r\nMain-Class: " + name + "\r\n\r\n").getBytes(UTF_8));
        return of(entries);
    }

    /** The head of a class file. */
    static byte[] ofVersion(int major) {
        return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) major};
    }

    static byte[] of(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> compiled(String source) throws IOException {
        var folder = Files.createTempDirectory("test-jar");
        try {
            var file = Files.writeString(folder.resolve("Agent.java"), source);
            var compiler = ToolProvider.getSystemJavaCompiler();
            var status = compiler.run(null, null, null, "-d", folder.toString(), file.toString());
            if (status != 0) {
                throw new IllegalArgumentException("does not compile: " + source);
            }
            var classes = new HashMap<String, byte[]>();
            try (var files = Files.list(folder)) {
                for (var made : files.toList()) {
                    var name = made.getFileName().toString();
                    if (name.endsWith(".class")) {
                        classes.put(name, Files.readAllBytes(made));
                    }
                }
            }
            return classes;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
