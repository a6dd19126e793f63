package io.aispm.kit.secret;

/** A value that must not be shown: it prints as dots. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "••••";
    }
}
