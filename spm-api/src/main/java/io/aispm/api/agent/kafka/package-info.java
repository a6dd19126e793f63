/** Makes and removes agents' topics, users and rights in Kafka. */
@NullMarked
package io.aispm.api.agent.kafka;

import org.jspecify.annotations.NullMarked;
