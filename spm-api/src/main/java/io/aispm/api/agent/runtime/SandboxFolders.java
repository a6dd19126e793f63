package io.aispm.api.agent.runtime;

/** Where things lie inside a sandbox. */
final class SandboxFolders {

    static final String PYTHON = "/opt/python";
    static final String VENV = "/opt/aispm";
    static final String AGENT = "/agent";
    static final String CODE = AGENT + "/agent.py";
    static final String GATE = "/run/gate";

    private SandboxFolders() {}
}
