package io.aispm.kit.health;

/** A part of the system that a service leans on. Asked on each health check, so the answer must be at hand. */
public interface HealthPart {

    /** The part's name, as operators know it: {@code kafka}, {@code opa}, {@code database}. */
    String name();

    /** Whether the service can't serve at all without it. */
    boolean essential();

    /** Whether it is there now. */
    boolean available();
}
