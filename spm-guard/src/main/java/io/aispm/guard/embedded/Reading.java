package io.aispm.guard.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to read a text.
 *
 * @param disguise how the words were hidden; null for the text as it stands
 */
record Reading(List<Word> words, @Nullable String disguise) {}
