/** Holds agents and tenants to the rates and budgets that their settings allow, together with all other replicas. */
@NullMarked
package io.aispm.proxy.limit;

import org.jspecify.annotations.NullMarked;
