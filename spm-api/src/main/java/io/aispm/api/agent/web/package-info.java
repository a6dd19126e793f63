/** The routes of agents: for people, for the agents themselves, for the platform's own services. */
@NullMarked
package io.aispm.api.agent.web;

import org.jspecify.annotations.NullMarked;
