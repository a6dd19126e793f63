/** How a service connects to Kafka. */
@NullMarked
package io.aispm.kit.kafka;

import org.jspecify.annotations.NullMarked;
