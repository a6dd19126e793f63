/** The routes that agents call, in OpenAI's shapes, errors too. */
@NullMarked
package io.aispm.proxy.web;

import org.jspecify.annotations.NullMarked;
