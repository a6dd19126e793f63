package io.aispm.api.agent.store;

import io.aispm.api.agent.life.Revision;
import io.aispm.api.agent.life.RevisionStore;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.io.ByteArrayInputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRevisionStore implements RevisionStore {

    private static final String ADD = """
            insert into agent.agent_revisions
                   (agent_id, revision, filename, code, code_sha256, size, requirements, created_at, created_by)
            values (:agent, :revision, :filename, :code, :sha256, :size, :requirements, :now, :by)""";

    private static final String FIND = """
            select filename, size, requirements
              from agent.agent_revisions
             where agent_id = :agent and revision = :revision""";

    /** In pieces, since the driver has what it reads at once in memory three times over. */
    private static final String PIECE = """
            select substring(code from :begin for :length)
              from agent.agent_revisions
             where agent_id = :agent and revision = :revision""";

    private static final String REQUIREMENTS = """
            select requirements
              from agent.agent_revisions
             where agent_id = :agent and revision = :revision and requirements is not null""";

    private static final String LIST = """
            select revision, code_sha256, filename, size, created_at, created_by
              from agent.agent_revisions
             where agent_id = :agent and (cast(:before as bigint) is null or revision < :before)
             order by revision desc
             limit :limit""";

    private static final int PIECE_BYTES = 4 * 1024 * 1024;

    private final JdbcClient jdbc;

    JdbcRevisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(AgentId agent, int revision, AgentCode code, Instant now, String createdBy) {
        var content = code.content();
        jdbc.sql(ADD)
                .param("agent", agent.value())
                .param("revision", revision)
                .param("filename", code.filename())
                .param("code", new SqlBinaryValue(new ByteArrayInputStream(content), content.length))
                .param("sha256", code.sha256())
                .param("size", content.length)
                .param("requirements", code.requirements())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", createdBy)
                .update();
    }

    @Override
    public Optional<AgentCode> find(AgentId agent, int revision) {
        return jdbc.sql(FIND)
                .param("agent", agent.value())
                .param("revision", revision)
                .query(JdbcRevisionStore::head)
                .optional()
                .map(head -> new AgentCode(
                        CodeKind.ofFilename(head.filename()).orElseThrow(),
                        head.filename(),
                        content(agent, revision, head.size()),
                        head.requirements()));
    }

    @Override
    public Optional<String> requirements(AgentId agent, int revision) {
        return jdbc.sql(REQUIREMENTS)
                .param("agent", agent.value())
                .param("revision", revision)
                .query(String.class)
                .optional();
    }

    @Override
    public Page<Revision> list(AgentId agent, PageRequest page) {
        var before = page.cursor() == null
                ? null
                : Long.valueOf(Cursor.decode(page.cursor()).id().getLeastSignificantBits());
        var rows = jdbc.sql(LIST)
                .param("agent", agent.value())
                .param("before", before)
                .param("limit", page.limit() + 1)
                .query(JdbcRevisionStore::revision)
                .list();
        return Page.cut(
                rows, page.limit(), last -> new Cursor(last.createdAt(), new UUID(0, last.revision())).encode());
    }

    /** What stands beside the code. */
    private record Head(String filename, int size, @Nullable String requirements) {}

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(row.getString("filename"), row.getInt("size"), row.getString("requirements"));
    }

    private byte[] content(AgentId agent, int revision, int size) {
        var content = new byte[size];
        for (var begin = 0; begin < size; begin += PIECE_BYTES) {
            var piece = jdbc.sql(PIECE)
                    .param("begin", begin + 1)
                    .param("length", PIECE_BYTES)
                    .param("agent", agent.value())
                    .param("revision", revision)
                    .query(byte[].class)
                    .single();
            System.arraycopy(piece, 0, content, begin, piece.length);
        }
        return content;
    }

    private static Revision revision(ResultSet row, int number) throws SQLException {
        return new Revision(
                row.getInt("revision"),
                row.getString("code_sha256"),
                row.getString("filename"),
                row.getInt("size"),
                Rows.instant(row, "created_at"),
                row.getString("created_by"));
    }
}
