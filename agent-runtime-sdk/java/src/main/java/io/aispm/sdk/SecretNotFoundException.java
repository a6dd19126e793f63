package io.aispm.sdk;

/** Nobody has set this secret for this agent. */
public class SecretNotFoundException extends AispmException {

    private static final long serialVersionUID = 1L;

    private final String name;

    public SecretNotFoundException(String name) {
        super("secret '" + name + "' not configured");
        this.name = name;
    }

    /** The secret that was asked for. */
    public String name() {
        return name;
    }
}
