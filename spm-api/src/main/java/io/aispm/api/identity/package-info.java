/** Who a person is, which tenant they act in and what they may do; knows no other module. */
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {})
@NullMarked
package io.aispm.api.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
