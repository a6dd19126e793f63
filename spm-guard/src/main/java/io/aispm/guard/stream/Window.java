package io.aispm.guard.stream;

/**
 * A part of a reply to be judged, already redacted.
 *
 * @param text what was released last, so that nothing straddles two windows, and what is to be released next
 * @param fresh where in the text the part begins that is to be released next
 * @param last whether the reply ends here
 */
public record Window(String text, int fresh, boolean last) {}
