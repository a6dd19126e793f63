/** Who may call a service's internal routes. */
@NullMarked
package io.aispm.kit.service;

import org.jspecify.annotations.NullMarked;
