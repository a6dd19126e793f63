/** What all services share and no word of the domain: problems, health, telemetry, Kafka, tokens, encryption. */
@NullMarked
package io.aispm.kit;

import org.jspecify.annotations.NullMarked;
