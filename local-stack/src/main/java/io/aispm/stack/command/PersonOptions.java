package io.aispm.stack.command;

import io.aispm.contract.agent.TenantId;
import io.aispm.stack.keys.LocalIssuer.Person;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who a token or a link is for; what no person of the platform can be is refused as it is read. */
final class PersonOptions {

    @Option(
            names = "--role",
            defaultValue = "spm:admin",
            converter = Role.class,
            description = "spm:admin, spm:operator, spm:auditor or spm:user (default: ${DEFAULT-VALUE})")
    private String role = "";

    @Option(
            names = "--tenant",
            defaultValue = "t1",
            converter = Tenant.class,
            description = "1 to 63 of a-z, 0-9 and - (default: ${DEFAULT-VALUE})")
    private String tenant = "";

    @Option(
            names = "--user",
            defaultValue = "local-admin",
            converter = User.class,
            description = "default: ${DEFAULT-VALUE}")
    private String user = "";

    Person person() {
        return new Person(user, tenant, role);
    }

    /** One of the platform's four. */
    static final class Role implements ITypeConverter<String> {

        private static final List<String> KNOWN = List.of("spm:admin", "spm:operator", "spm:auditor", "spm:user");

        @Override
        public String convert(String text) {
            if (!KNOWN.contains(text)) {
                throw new TypeConversionException(
                        "'%s' is no role; there are %s".formatted(text, String.join(", ", KNOWN)));
            }
            return text;
        }
    }

    /** A tenant's id, as the platform reads it. */
    static final class Tenant implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            try {
                return TenantId.of(text).value();
            } catch (IllegalArgumentException refused) {
                throw new TypeConversionException("'%s' is no tenant; write 1 to 63 of a-z, 0-9 and -".formatted(text));
            }
        }
    }

    /** Whom a token's {@code sub} names: somebody. */
    static final class User implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("a token is for somebody; give the user a name");
            }
            return text;
        }
    }
}
