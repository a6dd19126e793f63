/** The rows that approvals are kept in. */
@NullMarked
package io.aispm.api.approval.store;

import org.jspecify.annotations.NullMarked;
