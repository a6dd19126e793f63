/** What a policy's Rego must be, and how it becomes a module of its tenant and version. */
@NullMarked
package io.aispm.api.policy.rego;

import org.jspecify.annotations.NullMarked;
