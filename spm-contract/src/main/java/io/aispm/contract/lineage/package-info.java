/** What happened, as every service records it. */
@NullMarked
package io.aispm.contract.lineage;

import org.jspecify.annotations.NullMarked;
