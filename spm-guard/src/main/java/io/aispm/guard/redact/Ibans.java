package io.aispm.guard.redact;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** International bank account numbers (ISO 13616): a country's length and a remainder of one, in groups or without. */
final class Ibans implements Detector {

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    /** From the IBAN registry. */
    private static final Map<String, Integer> LENGTHS = lengths("""
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18
            FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
            LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24
            SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20""");

    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    @Override
    public SensitiveKind kind() {
        return SensitiveKind.IBAN;
    }

    @Override
    public boolean mayBeginWith(char first) {
        return first >= 'A' && first <= 'X';
    }

    @Override
    public int endOfMatch(CharSequence text, int start, boolean ended) {
        var number = new StringBuilder();
        var at = start;
        while (at < text.length()) {
            var character = text.charAt(at);
            if (character == ' ' && number.length() >= 4 && text.charAt(at - 1) != ' ') {
                at++;
                continue;
            }
            if (!fits(character, number.length())) {
                return NONE;
            }
            number.append(character);
            at++;
            if (number.length() == 2 && !LENGTHS.containsKey(number.toString())) {
                return NONE;
            }
            if (number.length() > 2 && number.length() == LENGTHS.getOrDefault(number.substring(0, 2), 0)) {
                return endOf(text, number, at, ended);
            }
        }
        return ended ? NONE : OPEN;
    }

    private static int endOf(CharSequence text, CharSequence number, int end, boolean ended) {
        if (end == text.length() && !ended) {
            return OPEN;
        }
        var goesOn = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
        return !goesOn && leavesOne(number) ? end : NONE;
    }

    private static boolean fits(char character, int position) {
        var letter = character >= 'A' && character <= 'Z';
        var digit = character >= '0' && character <= '9';
        return position < 2 ? letter : position < 4 ? digit : letter || digit;
    }

    private static boolean leavesOne(CharSequence number) {
        var turned = number.subSequence(4, number.length()).toString() + number.subSequence(0, 4);
        var digits = new StringBuilder();
        turned.chars().forEach(each -> digits.append(Character.digit(each, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS).intValue() == 1;
    }

    private static Map<String, Integer> lengths(String registry) {
        var lengths = new TreeMap<String, Integer>();
        WHITESPACE
                .splitAsStream(registry)
                .forEach(entry -> lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2))));
        return Map.copyOf(lengths);
    }
}
