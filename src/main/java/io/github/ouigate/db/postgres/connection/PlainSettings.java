package io.github.ouigate.db.postgres.connection;

import io.github.ouigate.db.Rows;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;

/** The settings under which names and values are shown alike in every session. */
public final class PlainSettings {
    private PlainSettings() {}

    /** Uses them until the end of the transaction, or of the subtransaction. */
    public static void use(Rows rows) throws SQLException {
        rows.list(Resources.text(PlainSettings.class, "plain-settings.sql"), row -> row.getString(1));
    }
}
