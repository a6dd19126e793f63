package io.aispm.api.agent.runtime.packages;

import io.aispm.api.agent.runtime.gate.IndexAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where packages come from: what pip on this host is configured to use. Only addresses named there can be reached by an install,
 * and those that PyPI is known to serve its files from.
 *
 * @see <a href="https://pip.pypa.io/en/stable/topics/configuration/">pip's configuration</a>
 */
public final class PackageIndex {

    private static final Logger log = LoggerFactory.getLogger(PackageIndex.class);

    private static final Pattern LINE = Pattern.compile("([:a-z]+)\\.\\.?([a-z-]+)='(.*)'");
    private static final Pattern SPACE = Pattern.compile("(?:\\s|\\\\n)+");
    private static final List<String> SECTIONS = List.of("global", "install", ":env:");
    private static final String PYPI = "https://pypi.org/simple";
    private static final Map<String, String> FILES_ELSEWHERE = Map.of("pypi.org", "files.pythonhosted.org");

    private final Map<String, String> settings;
    private final Set<IndexAddress> addresses;

    private PackageIndex(Map<String, String> settings, List<IndexAddress> more) {
        this.settings = settings;
        this.addresses = addresses(settings, more);
    }

    /** What the interpreter's pip is configured to use; packages may come from these other addresses too. */
    public static PackageIndex of(String python, List<IndexAddress> more) {
        return parse(configuration(python), more);
    }

    /** What the lines of {@code pip config list} say. */
    public static PackageIndex parse(String configuration, List<IndexAddress> more) {
        var bySection = new TreeMap<String, Map<String, String>>();
        configuration
                .lines()
                .map(LINE::matcher)
                .filter(line -> line.matches())
                .forEach(line -> bySection
                        .computeIfAbsent(line.group(1), _ -> new LinkedHashMap<>())
                        .put(line.group(2), line.group(3)));
        var settings = new TreeMap<String, String>();
        SECTIONS.forEach(section -> settings.putAll(bySection.getOrDefault(section, Map.of())));
        return new PackageIndex(settings, more);
    }

    /** The only addresses that an install may reach. */
    public Set<IndexAddress> addresses() {
        return addresses;
    }

    /** What an installer inside a sandbox is told: what to install, whose certificates to trust, how pip is configured. */
    public InstallOrder order(PackageSet set) {
        return new InstallOrder(set.requirements(), certificates(), environment());
    }

    private String certificates() {
        var file = settings.getOrDefault("cert", "");
        try {
            return file.isEmpty() ? "" : Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the certificates that pip is told to trust can't be read", unreadable);
        }
    }

    private Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put("PIP_INDEX_URL", settings.getOrDefault("index-url", PYPI));
        if (settings.containsKey("extra-index-url")) {
            environment.put("PIP_EXTRA_INDEX_URL", String.join(" ", words("extra-index-url", settings)));
        }
        if (settings.containsKey("trusted-host")) {
            environment.put("PIP_TRUSTED_HOST", String.join(" ", words("trusted-host", settings)));
        }
        return environment;
    }

    private static Set<IndexAddress> addresses(Map<String, String> settings, List<IndexAddress> more) {
        var all = new HashSet<>(more);
        var urls = new ArrayList<>(List.of(settings.getOrDefault("index-url", PYPI)));
        urls.addAll(words("extra-index-url", settings));
        for (var url : urls) {
            IndexAddress.of(URI.create(url)).ifPresent(address -> {
                all.add(address);
                var files = FILES_ELSEWHERE.get(address.host());
                if (files != null) {
                    all.add(new IndexAddress(files, address.port()));
                }
            });
        }
        return Set.copyOf(all);
    }

    private static List<String> words(String key, Map<String, String> settings) {
        return SPACE.splitAsStream(settings.getOrDefault(key, ""))
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static String configuration(String python) {
        try {
            var asked = new ProcessBuilder(python, "-I", "-m", "pip", "config", "list")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            asked.getOutputStream().close();
            var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.waitFor(30, TimeUnit.SECONDS) && asked.exitValue() == 0) {
                return answer;
            }
        } catch (IOException none) {
            log.atDebug().setCause(none).log("There is no pip to ask");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        log.atInfo().log("There is no pip here; packages come from where its environment variables say");
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("PIP_"))
                .map(variable -> ":env:."
                        + variable.getKey()
                                .substring("PIP_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')
                        + "='" + variable.getValue() + "'")
                .collect(Collectors.joining("\n"));
    }
}
