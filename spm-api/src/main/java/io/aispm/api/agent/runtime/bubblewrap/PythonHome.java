package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.SandboxFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The Python that runs agents, as it lies on this host. */
record PythonHome(
        String executable,
        String realExecutable,
        String prefix,
        String basePrefix,
        String packages,
        String version,
        String platform,
        String constraints) {

    private static final String QUESTION = """
            import aispm, aispm_sandbox, importlib.metadata, json, os, pathlib, sys, sysconfig
            print(json.dumps({
                "executable": sys.executable,
                "realExecutable": os.path.realpath(sys.executable),
                "prefix": os.path.realpath(sys.prefix),
                "basePrefix": os.path.realpath(sys.base_prefix),
                "packages": str(pathlib.Path(os.path.realpath(aispm.__file__)).parents[1]),
                "version": "%d.%d" % sys.version_info[:2],
                "platform": sysconfig.get_platform(),
                "constraints": "\\n".join(importlib.metadata.requires("aispm") or []),
            }))""";

    /** Asks the interpreter itself. */
    static PythonHome of(String python) throws RuntimeUnavailableException {
        try {
            var asked = new ProcessBuilder(python, "-I", "-c", QUESTION)
                    .redirectErrorStream(true)
                    .start();
            asked.getOutputStream().close();
            var answer = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!asked.waitFor(30, TimeUnit.SECONDS) || asked.exitValue() != 0) {
                throw new RuntimeUnavailableException(
                        "The Python for agents (SPM_AGENT_PYTHON=" + python + ") has no `aispm` package installed.");
            }
            return new JsonMapper().readValue(answer, PythonHome.class);
        } catch (IOException | JacksonException failure) {
            throw new RuntimeUnavailableException(
                    "The Python for agents (SPM_AGENT_PYTHON=" + python + ") can't be started.", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailableException("The Python for agents was not waited for.", interrupted);
        }
    }

    /** Which installed packages fit: this interpreter, and what the SDK needs of them. */
    String identity() {
        return version + " " + platform + " " + constraints;
    }

    boolean isVirtual() {
        return !prefix.equals(basePrefix);
    }

    /** Whether the interpreter is the system's, and so is inside every sandbox as it is. */
    boolean isSystem() {
        return Path.of(basePrefix).startsWith("/usr");
    }

    /** The folder of the interpreter inside a sandbox. */
    String basePrefixInside() {
        return isSystem() ? basePrefix : SandboxFolders.PYTHON;
    }

    String realExecutableInside() {
        return basePrefixInside() + realExecutable.substring(basePrefix.length());
    }

    String executableInside() {
        return isVirtual() ? SandboxFolders.VENV + "/bin/python" : realExecutableInside();
    }

    /** Where installed packages are found inside a sandbox. */
    String packagesInside() {
        return SandboxFolders.VENV + "/lib/python" + version + "/site-packages";
    }

    /** The shared library of an interpreter that was not built for the place where a sandbox has it; empty when it has none. */
    String libraryInside() {
        var library = "/lib/libpython" + version + ".so.1.0";
        return !isSystem() && Files.exists(Path.of(basePrefix + library)) ? basePrefixInside() + library : "";
    }
}
