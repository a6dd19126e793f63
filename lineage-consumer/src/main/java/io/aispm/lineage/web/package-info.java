/** What other services ask of lineage. */
@NullMarked
package io.aispm.lineage.web;

import org.jspecify.annotations.NullMarked;
