/**
 * Screens a reply while it arrives: nothing is released before the window that holds it was judged and nothing
 * sensitive can still be growing at its end. Knows redaction; guards and policies come in as a {@link WindowJudge}.
 */
@NullMarked
package io.aispm.guard.stream;

import org.jspecify.annotations.NullMarked;
