package io.aispm.guard;

/** Finds who judges a text under a tenant's settings. Thread-safe. */
@FunctionalInterface
public interface GuardModels {

    /**
     * The model for these settings; never another than they name.
     *
     * @throws GuardModelException where the one they name can't be asked
     */
    GuardModel under(GuardSettings settings);
}
