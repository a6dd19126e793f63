/**
 * Carries a conversation between a person and an agent: screened and judged on the way in and on the way out, kept, and
 * recorded. Its door tells which turns are open.
 */
@ApplicationModule(allowedDependencies = {"identity", "agent", "policy", "integration", "approval"})
@NullMarked
package io.aispm.api.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
