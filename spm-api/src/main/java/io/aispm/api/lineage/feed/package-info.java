/** What happens, as it happens: the latest events, and who watches which agent. */
@NullMarked
package io.aispm.api.lineage.feed;

import org.jspecify.annotations.NullMarked;
