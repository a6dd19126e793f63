package io.aispm.api.identity.web;

import io.aispm.api.identity.Principal;
import org.springframework.security.core.context.SecurityContextHolder;

/** The person whose request this thread serves. */
final class CurrentPerson {

    private CurrentPerson() {}

    static Principal get() {
        return authentication().getPrincipal();
    }

    static PersonAuthentication authentication() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof PersonAuthentication known) {
            return known;
        }
        throw AccessException.notSignedIn();
    }
}
