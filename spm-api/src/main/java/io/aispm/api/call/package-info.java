/** Tells the gateways who calls: the agent behind a token, its turn, its policies and settings, and where the call goes. */
@ApplicationModule(allowedDependencies = {"agent", "chat", "policy", "integration"})
@NullMarked
package io.aispm.api.call;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
