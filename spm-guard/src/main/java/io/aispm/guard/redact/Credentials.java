package io.aispm.guard.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys and tokens of providers, by the forms the providers gave them.
 *
 * @see <a href="https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml">gitleaks' rules, whose facts on
 *     prefixes and lengths these are</a>
 */
final class Credentials {

    /** What must not follow: one more character and it would have been a longer key. */
    private static final String END = "(?![A-Za-z0-9])";

    private static final Pattern LABEL = Pattern.compile("(?i)(?:"
            + "api[_ -]?key|apikey|(?:secret|access|account|private|master|service|subscription)[_ -]?(?:access[_ -]?)?key"
            + "|(?:client|app|webhook|signing|shared)[_ -]?secret|secret|passw(?:or)?d|(?:access|auth|refresh|bearer|mcp|bot|session)[_ -]?token"
            + "|[_-]token|\\btoken)[\"']?\\s{0,3}(?:=>|:=|=|:|\\bis)\\s{0,3}[\"'`]?$");
    private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer\\s{1,2}$");

    /** Letters that nothing parts, as many as the shortest keys have. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z]{20,}+");

    /** Hardly a word has as many letters as this, and most keys have. */
    private static final int LONGER_THAN_WORDS = 32;

    private static final List<Detector> ALL = List.of(
            new PrivateKeys(),
            PatternDetector.of(
                            SensitiveKind.JWT,
                            "e",
                            "eyJ[A-Za-z0-9_-]{8,4000}+\\.[A-Za-z0-9_-]{8,6000}+\\.[A-Za-z0-9_-]{0,2000}+"
                                    + "(?:\\.[A-Za-z0-9_-]{1,2000}+){0,2}+(?![A-Za-z0-9_-])")
                    .where(Credentials::isJoseHeader),
            // OpenAI, Anthropic, OpenRouter, LiteLLM and those who took their form
            key("s", "sk-[A-Za-z0-9_-]{20,250}+" + END).where(Credentials::looksIssued),
            // AWS access key ids
            key("A", "(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}+" + END),
            // GitHub, GitLab
            key("g", "gh[pousr]_[A-Za-z0-9]{36,255}+" + END),
            key("g", "github_pat_[A-Za-z0-9_]{22,255}+" + END),
            key("g", "gl(?:pat|dt|rt|ptt|soat|agent|cbt|imt|ft)-[A-Za-z0-9_-]{20,64}+" + END),
            // Google
            key("A", "AIza[A-Za-z0-9_-]{35}+(?![A-Za-z0-9_-])"),
            key("y", "ya29\\.[A-Za-z0-9_-]{20,512}+" + END),
            key("G", "GOCSPX-[A-Za-z0-9_-]{28}+" + END),
            // Slack
            key("x", "xox[abeoprs]-[A-Za-z0-9-]{10,250}+" + END).where(Credentials::looksIssued),
            key("x", "xapp-\\d-[A-Za-z0-9]{5,20}+-\\d{5,20}+-[a-z0-9]{10,80}+" + END),
            key("h", "hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60}+" + END),
            // Stripe
            key("srp", "(?:sk|rk|pk)_(?:test|live|prod)_[A-Za-z0-9]{10,120}+" + END),
            key("w", "whsec_[A-Za-z0-9+/=]{24,80}+" + END),
            // Tavily, Hugging Face, Groq, xAI, Perplexity, Replicate, Fireworks, Pinecone
            key("t", "tvly-[A-Za-z0-9_-]{20,64}+" + END).where(Credentials::looksIssued),
            key("h", "hf_[A-Za-z0-9]{30,64}+" + END),
            key("a", "api_org_[A-Za-z]{34}+" + END),
            key("g", "gsk_[A-Za-z0-9]{40,64}+" + END),
            key("x", "xai-[A-Za-z0-9]{60,100}+" + END),
            key("p", "pplx-[A-Za-z0-9]{40,64}+" + END),
            key("r", "r8_[A-Za-z0-9]{37}+" + END),
            key("f", "fw_[A-Za-z0-9]{22,40}+" + END),
            key("p", "pcsk_[A-Za-z0-9_]{40,100}+" + END),
            // package registries
            key("n", "npm_[A-Za-z0-9]{36}+" + END),
            key("p", "pypi-AgE[A-Za-z0-9_-]{50,1000}+" + END),
            // mail, messages and clouds
            key("S", "SG\\.[A-Za-z0-9_-]{16,32}+\\.[A-Za-z0-9_-]{32,64}+" + END),
            key("S", "SK[0-9a-f]{32}+" + END),
            key("k", "key-[0-9a-f]{32}+" + END),
            key("0123456789", "\\d{8,10}+:AA[A-Za-z0-9_-]{33}+" + END),
            key("s", "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}+" + END),
            key("d", "do[opr]_v1_[a-f0-9]{64}+" + END),
            key("d", "dapi[a-f0-9]{32}+(?:-\\d)?+" + END),
            key("d", "dp\\.pt\\.[A-Za-z0-9]{43}+" + END),
            key("l", "lin_api_[A-Za-z0-9]{40}+" + END),
            key("n", "ntn_\\d{11}[A-Za-z0-9]{35}+" + END),
            key("h", "hv[sb]\\.[A-Za-z0-9_-]{24,300}+" + END),
            key("g", "gl(?:sa|c)_[A-Za-z0-9_+/=]{32,400}+" + END),
            key("N", "NRAK-[A-Z0-9]{27}+" + END),
            key("P", "PMAK-[a-f0-9]{24}-[a-f0-9]{34}+" + END),
            key("s", "sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}+" + END),
            key("A", "AGE-SECRET-KEY-1[A-Z0-9]{58}+" + END),
            // Azure: client secrets by their mark, storage keys by their length
            key(alphanumerics() + "_~.", "[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}+" + END)
                    .after(Credentials::mayBeAzure),
            // whatever stands behind a label that says it is a secret, and is as mixed as one
            key(alphanumerics(), "[A-Za-z0-9_+/.~-]{16,200}+={0,2}+(?![A-Za-z0-9_+/.~=-])")
                    .where(Credentials::looksRandom)
                    .after(Credentials::standsBehindLabel));

    private Credentials() {}

    static List<Detector> all() {
        return ALL;
    }

    private static PatternDetector key(String beginnings, String regex) {
        return PatternDetector.of(SensitiveKind.API_KEY, beginnings, regex);
    }

    private static boolean isJoseHeader(CharSequence token) {
        var text = token.toString();
        try {
            var header = Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.')));
            return new String(header, StandardCharsets.UTF_8).contains("\"alg\"");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static boolean standsBehindLabel(CharSequence text, int start) {
        if (!mayEndLabel(text, start)) {
            return false;
        }
        var before = text.subSequence(Math.max(0, start - Detector.CONTEXT), start);
        return LABEL.matcher(before).find() || BEARER.matcher(before).find();
    }

    /** A sign of assignment, "is" or "bearer", before spaces and quotes; looked for first, because most words have none. */
    private static boolean mayEndLabel(CharSequence text, int start) {
        var at = start - 1;
        while (at > 0 && start - at < 6 && " \t\n\"'`".indexOf(text.charAt(at)) >= 0) {
            at--;
        }
        return at > 0 && "=:>sSrR".indexOf(text.charAt(at)) >= 0;
    }

    /** The mark of an Azure client secret, where it can be seen already. */
    private static boolean mayBeAzure(CharSequence text, int start) {
        return start + 4 >= text.length() || text.charAt(start + 4) == 'Q';
    }

    private static boolean looksRandom(CharSequence value) {
        return mixesLettersAndDigits(value) && entropy(value) >= 3.0;
    }

    /**
     * Behind a prefix that begins words of people too, as {@code sk-learn} and {@code xoxo-}: a key has a digit, or else,
     * since one in a few hundred has none, a run that no word is as long as or writes so many capitals in.
     */
    private static boolean looksIssued(CharSequence value) {
        return mixesLettersAndDigits(value)
                || RUN.matcher(value)
                        .results()
                        .anyMatch(run -> run.group().length() >= LONGER_THAN_WORDS || isMixed(run.group()));
    }

    /** Capitals and small letters as a random choice mixes them: words in one, each with its capital, have fewer. */
    private static boolean isMixed(String run) {
        var capitals = run.chars().filter(Character::isUpperCase).count();
        return 10 * capitals >= 3L * run.length() && 10 * capitals <= 7L * run.length();
    }

    private static boolean mixesLettersAndDigits(CharSequence value) {
        return hasDigit(value) && value.chars().anyMatch(Character::isLetter);
    }

    private static boolean hasDigit(CharSequence value) {
        return value.chars().anyMatch(Character::isDigit);
    }

    /** Bits per character, after Shannon. */
    private static double entropy(CharSequence value) {
        var counts = new int[128];
        value.chars().forEach(each -> counts[each & 127]++);
        var bits = 0.0;
        for (var count : counts) {
            if (count > 0) {
                var share = (double) count / value.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    private static String alphanumerics() {
        return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    }
}
