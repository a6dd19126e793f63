package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonOptionsTests {

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "token | --role   | foo       | 'foo' is no role; there are spm:admin, spm:operator, spm:auditor, spm:user",
                "token | --role   | \"\"      | '' is no role",
                "token | --role   | SPM:ADMIN | 'SPM:ADMIN' is no role",
                "open  | --role   | admin     | 'admin' is no role",
                "token | --tenant | Big Corp  | 'Big Corp' is no tenant; write 1 to 63 of a-z, 0-9 and -",
                "token | --tenant | \"\"      | '' is no tenant",
                "token | --user   | \"\"      | give the user a name",
                "token | --user   | \"  \"    | give the user a name",
            })
    void refusesWhatNobodyCanBe(String command, String option, String value, String sentence) {
        var exitCode = Commands.line().setErr(new PrintWriter(err, true)).execute(command, option, value);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void refusesATenantOfSixtyFourLetters() {
        var exitCode = Commands.line().setErr(new PrintWriter(err, true)).execute("token", "--tenant", "a".repeat(64));

        assertThat(exitCode).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spm:admin", "spm:operator", "spm:auditor", "spm:user"})
    void readsEachRole(String role) {
        var parsed = Commands.line().parseArgs("token", "--role", role, "--tenant", "a".repeat(63), "--user", "Grüße");

        assertThat(parsed.subcommand().matchedOptionValue("--role", "")).isEqualTo(role);
    }
}
