/** Snapshots, baselines, drifts and evidence in PostgreSQL. */
@NullMarked
package io.aispm.api.posture.store;

import org.jspecify.annotations.NullMarked;
