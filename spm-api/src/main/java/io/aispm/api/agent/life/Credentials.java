package io.aispm.api.agent.life;

import io.aispm.kit.secret.Secret;

/** What an agent proves itself with during one start. */
public record Credentials(Secret mcpToken, Secret llmKey, Secret kafkaPassword) {}
