/** The two listeners: one for people, CI and services, one for agents. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.aispm.api.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
