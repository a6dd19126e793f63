package io.aispm.api.federation;

/**
 * A tool that somebody approved.
 *
 * @param manifestHash the hash of what its server says of it now
 * @param server the address of its server
 */
public record ApprovedTool(String name, String manifestHash, String server) {}
