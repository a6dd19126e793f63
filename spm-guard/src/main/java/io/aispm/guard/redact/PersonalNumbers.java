package io.aispm.guard.redact;

import java.util.List;
import java.util.regex.Pattern;

/** Social security numbers, e-mail addresses and telephone numbers. */
final class PersonalNumbers {

    private static final Pattern SSN_WORD = Pattern.compile(
            "(?i)\\bssn\\b|social[ -]?security|\\bsoc(?:ial)?[ .]?sec\\b|\\bitin\\b|taxpayer id|tax id");

    private static final Pattern OTHER_LABEL = Pattern.compile(
            "(?i)\\b(?:order|tracking|invoice|ticket|part|serial|case|model|sku|ref(?:erence)?|item|version|build|phone|fax|tel)"
                    + "[ _-]?(?:number|num|no\\.?|nr\\.?|id|code|#)?\\s?(?:is|[:=#])?\\s?#?$");

    /** Areas 000, 666 and 900 to 999, group 00 and serial 0000 were never given out (SSA, 20 CFR 422.103). */
    private static final String ISSUED =
            "(?!000|666|9\\d\\d)\\d{3}%s(?!00)\\d{2}%s(?!0000)\\d{4}(?!-?\\d|-?[A-Za-z]|\\.\\d)";

    private static final List<Detector> ALL = List.of(
            number(ISSUED.formatted("-", "-"))
                    .after((text, start) -> standsAlone(text, start) && isNotLabelled(text, start)),
            number(ISSUED.formatted("[ .\u2011\u2013]?", "[ .\u2011\u2013]?"))
                    .after((text, start) -> standsAlone(text, start) && saysSocialSecurity(text, start)),
            PatternDetector.of(
                    SensitiveKind.EMAIL,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                    "[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}+@(?:[A-Za-z0-9-]{1,63}+\\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9-])"),
            PatternDetector.of(
                            SensitiveKind.PHONE,
                            "+(0123456789",
                            "(?:\\+\\d{1,3}[ .-]?(?:\\(\\d{1,4}\\)[ .-]?)?\\d{1,5}(?:[ .-]?\\d{2,5}){1,4}"
                                    + "|\\([2-9]\\d{2}\\) ?\\d{3}[ .-]\\d{4}|[2-9]\\d{2}[ .-]\\d{3}[ .-]\\d{4}"
                                    + "|1[ .-][2-9]\\d{2}[ .-]\\d{3}[ .-]\\d{4})(?!-?[\\dA-Za-z])")
                    .where(PersonalNumbers::hasAsManyDigitsAsPhones)
                    .after(PersonalNumbers::standsAlone));

    private PersonalNumbers() {}

    static List<Detector> all() {
        return ALL;
    }

    private static PatternDetector number(String regex) {
        return PatternDetector.of(SensitiveKind.US_SSN, "012345678", regex);
    }

    /** Not a later group of something longer. */
    private static boolean standsAlone(CharSequence text, int start) {
        if (start < 2) {
            return true;
        }
        var before = text.charAt(start - 1);
        return !((before == '-' || before == '.' || before == '_' || before == '/')
                && Character.isLetterOrDigit(text.charAt(start - 2)));
    }

    private static boolean isNotLabelled(CharSequence text, int start) {
        return saysSocialSecurity(text, start)
                || !OTHER_LABEL.matcher(before(text, start, 32)).find();
    }

    private static boolean saysSocialSecurity(CharSequence text, int start) {
        return SSN_WORD.matcher(before(text, start, 56)).find();
    }

    private static CharSequence before(CharSequence text, int start, int most) {
        return text.subSequence(Math.max(0, start - most), start);
    }

    private static boolean hasAsManyDigitsAsPhones(CharSequence number) {
        var digits = number.chars().filter(Character::isDigit).count();
        return digits >= 8 && digits <= 15;
    }
}
