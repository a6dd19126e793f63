/**
 * The trained classifier: a small fine-tuned encoder and a linear model over hashed n-grams, read from the class path
 * and run in this process. Made by {@code spm-guard/training}; knows nothing of rules, settings or verdicts.
 */
@NullMarked
package io.aispm.guard.classifier;

import org.jspecify.annotations.NullMarked;
