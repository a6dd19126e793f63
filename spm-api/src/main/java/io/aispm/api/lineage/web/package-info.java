/** How people see what happened. */
@NullMarked
package io.aispm.api.lineage.web;

import org.jspecify.annotations.NullMarked;
