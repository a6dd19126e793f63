/**
 * The guard model that is always there: deterministic evidence, weighed. Words are folded and decoded first, so that
 * dress doesn't hide them; rules over them are data ({@code lexicon.txt}, {@code rules.txt}). Knows only the port.
 */
@NullMarked
package io.aispm.guard.embedded;

import org.jspecify.annotations.NullMarked;
