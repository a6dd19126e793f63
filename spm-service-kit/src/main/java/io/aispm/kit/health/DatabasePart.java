package io.aispm.kit.health;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The service's database: without it, nothing works. */
public final class DatabasePart implements HealthPart {

    private static final int SECONDS = 2;

    private final DataSource database;

    public DatabasePart(DataSource database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean essential() {
        return true;
    }

    @Override
    public boolean available() {
        try (var connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }
}
