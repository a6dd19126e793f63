package io.aispm.api.integration.connector;

import java.time.Duration;

/**
 * What trying out an integration found.
 *
 * @param message a sentence of ours; never what the other side said
 */
public record ProbeResult(boolean ok, String message, Duration took) {}
