/** What people set for agents and for all agents of a tenant: merged, checked, told whole. */
@NullMarked
package io.aispm.api.agent.setting;

import org.jspecify.annotations.NullMarked;
