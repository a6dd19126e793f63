/** The routes of people who review agents. */
@NullMarked
package io.aispm.api.posture.web;

import org.jspecify.annotations.NullMarked;
