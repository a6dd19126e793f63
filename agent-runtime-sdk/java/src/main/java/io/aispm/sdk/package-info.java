/** What an agent sees of its platform: one connection, and views of it for chat, models, tools and secrets. */
@NullMarked
package io.aispm.sdk;

import org.jspecify.annotations.NullMarked;
