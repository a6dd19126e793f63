/** Speaks to model providers, one class per dialect, and translates from and to OpenAI's. Knows routes and nothing of agents. */
@NullMarked
package io.aispm.proxy.provider;

import org.jspecify.annotations.NullMarked;
