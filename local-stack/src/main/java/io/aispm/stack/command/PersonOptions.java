package io.aispm.stack.command;

import io.aispm.stack.keys.LocalIssuer.Person;
import picocli.CommandLine.Option;

/** Who a token or a link is for. */
final class PersonOptions {

    @Option(names = "--role", defaultValue = "spm:admin", description = "default: ${DEFAULT-VALUE}")
    private String role = "";

    @Option(names = "--tenant", defaultValue = "t1", description = "default: ${DEFAULT-VALUE}")
    private String tenant = "";

    @Option(names = "--user", defaultValue = "local-admin", description = "default: ${DEFAULT-VALUE}")
    private String user = "";

    Person person() {
        return new Person(user, tenant, role);
    }
}
