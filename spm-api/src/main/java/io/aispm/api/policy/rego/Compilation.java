package io.aispm.api.policy.rego;

import java.util.List;

/** What became of a policy's Rego. */
public sealed interface Compilation {

    /** It compiles and keeps to what a policy may do. */
    record Sound(PolicySource source) implements Compilation {}

    /** It doesn't. */
    record Broken(List<RegoError> errors) implements Compilation {}
}
