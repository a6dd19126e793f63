/** Notices changes of any module and has the agents they concern looked at. */
@NullMarked
package io.aispm.api.posture.watch;

import org.jspecify.annotations.NullMarked;
