package io.aispm.proxy.screen;

import io.aispm.guard.redact.SensitiveKind;
import java.util.Set;

/**
 * Leave to call a model.
 *
 * @param redact what is to be taken out of what goes there and of what comes back
 */
public record Clearance(GuardMode mode, Set<SensitiveKind> redact) {}
