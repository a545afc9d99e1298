package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.core.Encoding;

/**
 * The encoding of the rows in a file: that of the database that they are from, so that they keep every byte. In SQL_ASCII,
 * texts are any bytes; others convert some texts to UTF-8 and back to another one, or not at all.
 *
 * @param name as the server writes it
 */
public record FileEncoding(String name) {
    /** Under which the settings of a copy have it. */
    public static final String SETTING = "client_encoding";

    /** That of archives whose settings have none. */
    public static final FileEncoding UTF8 = new FileEncoding("UTF8");

    /** Most texts in a database without an encoding are in UTF-8. */
    private static final Set<String> SHOWN_AS_UTF8 = Set.of(UTF8.name, "SQL_ASCII");

    /** Returns that of the connected database. */
    public static FileEncoding ofDatabase(Rows rows) throws SQLException {
        return rows.one("SELECT getdatabaseencoding()", row -> new FileEncoding(row.getString(1)));
    }

    /** Returns the one that the server knows by a name; whoever edits a manifest cannot have it be SQL. */
    public static FileEncoding named(Rows rows, String name) throws SQLException {
        String sql = "SELECT pg_encoding_to_char(pg_char_to_encoding(?))";
        return rows.one(sql, row -> new FileEncoding(row.getString(1)), name);
    }

    /** Returns a value of a file as a text of the database. */
    String decoded(String value) {
        return "pg_catalog.convert_from(" + value + ", '" + name + "')";
    }

    /** Returns a value of a file for people; bytes that are no text of the encoding are replaced. */
    String shown(byte[] value) {
        Charset charset = SHOWN_AS_UTF8.contains(name)
                ? StandardCharsets.UTF_8
                : Charset.forName(Encoding.getDatabaseEncoding(name).name());
        return new String(value, charset);
    }
}
