package io.aispm.api.agent.runtime.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.runtime.gate.IndexAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageIndexTests {

    private static final PackageSet SET = new PackageSet("a set", "x==1\n");

    @Test
    void isPyPiUnlessSomethingIsConfigured() {
        var index = PackageIndex.parse("", List.of());

        assertThat(index.addresses())
                .containsExactlyInAnyOrder(
                        new IndexAddress("pypi.org", 443), new IndexAddress("files.pythonhosted.org", 443));
        assertThat(index.order(SET).env()).containsEntry("PIP_INDEX_URL", "https://pypi.org/simple");
    }

    @Test
    void isWhatPipIsConfiguredForAndTheEnvironmentWins() {
        var index = PackageIndex.parse("""
                global.index-url='https://one.example/simple'
                global.extra-index-url='https://two.example:8443/simple\\nhttp://three.example/simple'
                install.trusted-host='three.example'
                :env:.index-url='https://four.example/simple'
                """, List.of(IndexAddress.parse("files.example:444")));

        assertThat(index.addresses())
                .containsExactlyInAnyOrder(
                        new IndexAddress("four.example", 443),
                        new IndexAddress("two.example", 8443),
                        new IndexAddress("three.example", 80),
                        new IndexAddress("files.example", 444));
        assertThat(index.order(SET).env())
                .containsEntry("PIP_INDEX_URL", "https://four.example/simple")
                .containsEntry("PIP_EXTRA_INDEX_URL", "https://two.example:8443/simple http://three.example/simple")
                .containsEntry("PIP_TRUSTED_HOST", "three.example");
    }

    @Test
    void aSetIsNamedByWhatIsAskedForAndByTheInterpreter() {
        assertThat(new PackageSet("a", "x").key("py3.11")).isNotEqualTo(new PackageSet("a", "x").key("py3.12"));
        assertThat(new PackageSet("a", "x").key("py3.11")).isEqualTo(new PackageSet("b", "x").key("py3.11"));
    }
}
