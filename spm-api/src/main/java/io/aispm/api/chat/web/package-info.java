/** How people and agents reach conversations. */
@NullMarked
package io.aispm.api.chat.web;

import org.jspecify.annotations.NullMarked;
