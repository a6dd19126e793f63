package io.aispm.api.agent.runtime;

/** Where things lie inside a sandbox. */
public final class SandboxFolders {

    public static final String PYTHON = "/opt/python";
    public static final String VENV = "/opt/aispm";
    public static final String AGENT = "/agent";
    public static final String CODE = AGENT + "/agent.py";
    public static final String GATE = "/run/gate";
    public static final String PACKAGES = "/opt/packages";

    private SandboxFolders() {}
}
