package io.aispm.api.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.policy.PolicyId;
import org.junit.jupiter.api.Test;

class TestModuleTests {

    private static final PolicyId ID = PolicyId.of("words");

    @Test
    void itsPackageIsThePolicysWithTestBehindIt() {
        assertThat(TestModule.misplaced(ID, "# what\n\npackage aispm.policies.words_test # mine\n"))
                .isEmpty();
    }

    @Test
    void anyOtherPlaceIsRefusedWithItsLine() {
        assertThat(TestModule.misplaced(ID, "# what\npackage aispm.policies.words"))
                .get()
                .satisfies(error -> {
                    assertThat(error.line()).isEqualTo(2);
                    assertThat(error.message()).contains("`aispm.policies.words_test`");
                });
        assertThat(TestModule.misplaced(ID, "package spm.base")).isPresent();
        assertThat(TestModule.misplaced(ID, "x := `\npackage aispm.policies.words_test`"))
                .isPresent();
        assertThat(TestModule.misplaced(ID, "")).isPresent();
    }
}
