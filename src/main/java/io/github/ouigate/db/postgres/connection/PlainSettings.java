package io.github.ouigate.db.postgres.connection;

import io.github.ouigate.db.Rows;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;

/** Settings that make the text form of names and values independent of the session. */
public final class PlainSettings {
    private PlainSettings() {}

    /** Applies the settings until the end of the transaction or subtransaction. */
    public static void use(Rows rows) throws SQLException {
        rows.list(Resources.text(PlainSettings.class, "plain-settings.sql"), row -> row.getString(1));
    }
}
