package io.aispm.api.policy.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** A regular expression in the dialect that Rego has too, and that no text can keep busy. */
record LinearExpression(Pattern pattern) implements RegularExpression {

    static RegularExpression of(String expression) {
        try {
            return new LinearExpression(Pattern.compile(expression));
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}
