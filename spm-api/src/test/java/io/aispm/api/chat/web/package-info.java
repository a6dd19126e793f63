/** Tests. */
@NullMarked
package io.aispm.api.chat.web;

import org.jspecify.annotations.NullMarked;
