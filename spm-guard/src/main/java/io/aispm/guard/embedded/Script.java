package io.aispm.guard.embedded;

/** Tells whether a text is written in letters that the rules, which are English, cannot read. */
final class Script {

    private static final int FEWEST_LETTERS = 8;

    private Script() {}

    /** Whether most of its letters are not Latin ones; few letters tell nothing. */
    static boolean isMostlyForeign(String text) {
        var letters = text.codePoints().filter(Character::isLetter).count();
        var latin = text.codePoints()
                .filter(each -> Character.UnicodeScript.of(each) == Character.UnicodeScript.LATIN)
                .count();
        return letters >= FEWEST_LETTERS && latin * 2 < letters;
    }
}
