package io.aispm.stack.part;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.StackException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The one database of the stack and the user who owns it. */
final class Database {

    static final String SUPERUSER = "postgres";
    static final String NAME = "spm";
    static final String OWNER = "spm";

    private static final String SEARCH_PATH = "\"$user\", public, agent, chat, policy, integration, lineage";

    private final String server;
    private final StackKeys keys;

    /** On the server at a host and port. */
    Database(String server, StackKeys keys) {
        this.server = server;
        this.keys = keys;
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
    }

    /** Makes the database and its owner when they are not there yet. */
    void prepare() {
        var login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", keys.databaseSuperuserPassword());
        try (var connection = DriverManager.getConnection("jdbc:postgresql://%s/postgres".formatted(server), login)) {
            if (!exists(connection, "select 1 from pg_roles where rolname = '%s'".formatted(OWNER))) {
                execute(connection, "create role %s login password '%s'".formatted(OWNER, keys.databasePassword()));
            }
            if (!exists(connection, "select 1 from pg_database where datname = '%s'".formatted(NAME))) {
                execute(connection, "create database %s owner %s".formatted(NAME, OWNER));
                execute(connection, "alter database %s set search_path = %s".formatted(NAME, SEARCH_PATH));
            }
        } catch (SQLException refused) {
            throw StackException.because("The database could not be made: " + refused.getMessage(), refused);
        }
    }

    private static boolean exists(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
