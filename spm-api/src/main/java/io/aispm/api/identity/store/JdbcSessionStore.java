package io.aispm.api.identity.store;

import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.session.SessionStore;
import io.aispm.api.identity.session.UiSession;
import io.aispm.contract.agent.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSessionStore implements SessionStore {

    private static final String ADD_CODE = """
            insert into identity.sign_in_codes (code_hash, tenant_id, sub, roles, expires_at)
            values (:hash, :tenant, :sub, :roles, :expires)""";

    private static final String TAKE_CODE = """
            delete from identity.sign_in_codes
             where code_hash = :hash and expires_at > :now
            returning tenant_id, sub, roles""";

    private static final String ADD_SESSION = """
            insert into identity.ui_sessions (token_hash, tenant_id, sub, roles, created_at, expires_at)
            values (:hash, :tenant, :sub, :roles, :now, :expires)""";

    private static final String FIND = """
            select tenant_id, sub, roles, expires_at
              from identity.ui_sessions
             where token_hash = :hash and expires_at > :now""";

    private static final String RENEW = """
            update identity.ui_sessions
               set roles = :roles, expires_at = :expires
             where token_hash = :hash""";

    private final JdbcClient jdbc;

    JdbcSessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void addCode(String codeHash, Principal principal, Instant expiresAt) {
        jdbc.sql(ADD_CODE)
                .param("hash", codeHash)
                .param("tenant", principal.tenant().value())
                .param("sub", principal.sub())
                .param("roles", roles(principal))
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<Principal> takeCode(String codeHash, Instant now) {
        return jdbc.sql(TAKE_CODE)
                .param("hash", codeHash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(JdbcSessionStore::principal)
                .optional();
    }

    @Override
    public void addSession(String tokenHash, Principal principal, Instant now, Instant expiresAt) {
        jdbc.sql(ADD_SESSION)
                .param("hash", tokenHash)
                .param("tenant", principal.tenant().value())
                .param("sub", principal.sub())
                .param("roles", roles(principal))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<UiSession> find(String tokenHash, Instant now) {
        return jdbc.sql(FIND)
                .param("hash", tokenHash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new UiSession(
                        principal(row, number),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    public void renew(String tokenHash, Principal principal, Instant expiresAt) {
        jdbc.sql(RENEW)
                .param("hash", tokenHash)
                .param("roles", roles(principal))
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void remove(String tokenHash) {
        jdbc.sql("delete from identity.ui_sessions where token_hash = :hash")
                .param("hash", tokenHash)
                .update();
    }

    @Override
    public void sweep(Instant now) {
        for (var table : new String[] {"identity.sign_in_codes", "identity.ui_sessions"}) {
            jdbc.sql("delete from " + table + " where expires_at <= :now")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private static String roles(Principal principal) {
        return String.join(" ", principal.roleNames());
    }

    private static Principal principal(ResultSet row, int number) throws SQLException {
        var roles = Arrays.stream(row.getString("roles").split(" ", -1))
                .flatMap(word -> Role.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Principal(TenantId.of(row.getString("tenant_id")), row.getString("sub"), roles);
    }
}
