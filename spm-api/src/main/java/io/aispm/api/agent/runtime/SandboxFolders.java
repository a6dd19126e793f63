package io.aispm.api.agent.runtime;

/** Where things lie inside a sandbox. */
public final class SandboxFolders {

    public static final String PYTHON = "/opt/python";
    public static final String VENV = "/opt/aispm";
    public static final String AGENT = "/agent";
    public static final String GATE = "/run/gate";
    public static final String PACKAGES = "/opt/packages";

    public static final String JAVA = "/opt/jre";

    private SandboxFolders() {}

    /** Where an agent's code lies. */
    public static String code(CodeKind kind) {
        return AGENT + "/" + kind.file();
    }
}
