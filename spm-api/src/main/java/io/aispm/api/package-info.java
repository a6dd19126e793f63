/** The control plane: agents, chat, policies, integrations, lineage, posture. */
@NullMarked
package io.aispm.api;

import org.jspecify.annotations.NullMarked;
