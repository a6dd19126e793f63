package io.aispm.guard.redact;

import java.util.regex.Pattern;

/**
 * Payment card numbers: 13 to 19 digits of an issuer's range and length with a right check digit (ISO/IEC 7812, Luhn),
 * in one piece or in the groups that are printed on cards.
 */
final class PaymentCards implements Detector {

    private static final int FEWEST = 13;
    private static final int MOST = 19;

    /** The issuers' ranges as published: prefix and the lengths that go with it. */
    private static final Pattern ISSUED = Pattern.compile("""
            (?x) 4(?:\\d{12}|\\d{15}|\\d{18})                                            # Visa
            | (?:5[1-5]\\d{2}|222[1-9]|22[3-9]\\d|2[3-6]\\d{2}|27[01]\\d|2720)\\d{12}    # Mastercard
            | 3[47]\\d{13}                                                              # American Express
            | (?:6011|64[4-9]\\d|65\\d{2})\\d{12,15}                                     # Discover
            | 35(?:2[89]|[3-8]\\d)\\d{12,15}                                             # JCB
            | (?:30[0-5]\\d|3095|36\\d{2}|3[89]\\d{2})\\d{10}                            # Diners Club
            | 62\\d{14,17}                                                              # UnionPay
            | (?:5018|5020|5038|5893|6304|6759|676[1-3])\\d{9,15}                        # Maestro
            | 220[0-4]\\d{12}                                                           # Mir
            """);

    /** How many digits stand in each printed group. */
    private static final Pattern PRINTED = Pattern.compile("4444[123]?|465|464|86");

    private static final Pattern CARD_WORD =
            Pattern.compile("(?i)card|visa|mastercard|amex|credit|debit|payment|\\bcc\\b");

    /** A label that names another kind of number, right before it. */
    private static final Pattern OTHER_LABEL = Pattern.compile(
            "(?i)\\b(?:order|tracking|invoice|ticket|shipment|parcel|serial|isbn|imei|iccid|tweet|snowflake|sku|ean|gtin)"
                    + "[ _-]?(?:number|num|no\\.?|nr\\.?|id|code|#)?\\s?(?:is|[:=#])?\\s?#?$");

    @Override
    public SensitiveKind kind() {
        return SensitiveKind.PAYMENT_CARD;
    }

    @Override
    public boolean mayBeginWith(char first) {
        return first >= '2' && first <= '6';
    }

    @Override
    public int endOfMatch(CharSequence text, int start, boolean ended) {
        if (continuesNumber(text, start)) {
            return NONE;
        }
        var digits = new StringBuilder(MOST);
        var groups = new StringBuilder();
        var separator = '\0';
        var groupStart = 0;
        var best = NONE;
        var at = start;
        while (at < text.length()) {
            var character = text.charAt(at);
            if (isDigit(character)) {
                if (digits.length() == MOST) {
                    return best;
                }
                digits.append(character);
                at++;
                continue;
            }
            if (isCard(text, start, digits, groups, groupStart) && endsNumber(text, at)) {
                best = at;
            }
            if (!isSeparator(character) || (separator != '\0' && separator != character) || groups.length() > 4) {
                return openAt(text, at, ended) ? OPEN : best;
            }
            separator = character;
            groups.append(digits.length() - groupStart);
            groupStart = digits.length();
            at++;
            if (at < text.length() && !isDigit(text.charAt(at))) {
                return best;
            }
        }
        if (!ended) {
            return OPEN;
        }
        return isCard(text, start, digits, groups, groupStart) ? at : best;
    }

    private static boolean isCard(
            CharSequence text, int start, StringBuilder digits, StringBuilder groups, int groupStart) {
        if (digits.length() < FEWEST) {
            return false;
        }
        var form = groups.toString() + (digits.length() - groupStart);
        var grouped = groups.length() > 0;
        return (!grouped || PRINTED.matcher(form).matches())
                && ISSUED.matcher(digits).matches()
                && hasRightCheckDigit(digits)
                && (grouped || isNoOtherNumber(text, start, digits.length()));
    }

    private static boolean isNoOtherNumber(CharSequence text, int start, int length) {
        var before = text.subSequence(Math.max(0, start - 40), start);
        return CARD_WORD.matcher(before).find()
                || (length > FEWEST && !OTHER_LABEL.matcher(before).find());
    }

    /** A digit before it with a mark between (0.4111..., 12-4111-...) makes it a part of something else. */
    private static boolean continuesNumber(CharSequence text, int start) {
        if (start == 0) {
            return false;
        }
        var before = text.charAt(start - 1);
        var marked = before == '.' || before == '-' || before == '_';
        return marked && start > 1 && isHexDigit(text.charAt(start - 2));
    }

    /** What follows a number must not make it a part of something longer. */
    private static boolean endsNumber(CharSequence text, int end) {
        var next = text.charAt(end);
        if (isWord(next)) {
            return false;
        }
        var marked = next == '-' || next == '.';
        if (!marked || end + 1 == text.length()) {
            return true;
        }
        var after = text.charAt(end + 1);
        return next == '-' ? !isWord(after) : !isDigit(after);
    }

    /** Whether the judgement at a mark needs the character after it. */
    private static boolean openAt(CharSequence text, int end, boolean ended) {
        var next = text.charAt(end);
        return !ended && end + 1 == text.length() && (next == '-' || next == '.');
    }

    private static boolean hasRightCheckDigit(CharSequence digits) {
        var sum = 0;
        var twice = false;
        for (var at = digits.length() - 1; at >= 0; at--) {
            var digit = digits.charAt(at) - '0';
            if (twice) {
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            }
            sum += digit;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    private static boolean isSeparator(char character) {
        return character == ' ' || character == '-' || character == '.' || character == '\u00a0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isHexDigit(char character) {
        return Character.digit(character, 16) >= 0;
    }

    private static boolean isWord(char character) {
        return isDigit(character) || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
