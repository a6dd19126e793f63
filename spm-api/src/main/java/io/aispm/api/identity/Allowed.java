package io.aispm.api.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may use a route of people: those who have one of the roles. A method's word wins over its class's; a route under
 * {@code /api/spm} that says nothing is closed to all.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {

    /** One of these is enough. */
    Role[] value();
}
