package io.aispm.sdk;

/** Secrets that an administrator set for this agent. */
@FunctionalInterface
public interface Secrets {

    /** A secret's value; {@link SecretNotFoundException} when nobody has set it. */
    String get(String name);
}
