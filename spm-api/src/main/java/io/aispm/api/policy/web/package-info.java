/** The routes of policies, of an agent's policies and of the bundle. */
@NullMarked
package io.aispm.api.policy.web;

import org.jspecify.annotations.NullMarked;
