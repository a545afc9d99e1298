package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
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

    private static final String SQL_ASCII = "SQL_ASCII";

    /** Returns that of the connected database. */
    public static FileEncoding ofDatabase(Rows rows) throws SQLException {
        return rows.one("SELECT getdatabaseencoding()", row -> new FileEncoding(row.getString(1)));
    }

    /**
     * Returns the one that the server knows by a name; whoever edits a manifest cannot have it be SQL. A server takes bytes
     * without an encoding as they are: that they are texts of its database is checked only under the database's own.
     */
    public static FileEncoding named(Rows rows, String name) throws SQLException {
        String sql = "SELECT pg_encoding_to_char(pg_char_to_encoding(?))";
        FileEncoding named = rows.one(sql, row -> new FileEncoding(row.getString(1)), name);
        return named.name.equals(SQL_ASCII) ? ofDatabase(rows) : named;
    }

    /** Returns a value of a file as a text of the database. */
    String decoded(String value) {
        return "pg_catalog.convert_from(" + value + ", '" + name + "')";
    }

    /**
     * Returns a value of a file for people; bytes that are no text of the encoding are replaced. Most texts in a database
     * without an encoding are in UTF-8, as which the driver takes an encoding that it does not know.
     */
    String shown(byte[] value) {
        String known = name.replaceFirst("^WIN(?=125)", "windows-").replace("KOI8", "KOI8-");
        Charset charset = name.equals(SQL_ASCII)
                ? StandardCharsets.UTF_8
                : Charset.forName(Encoding.getDatabaseEncoding(known).name());
        return new String(value, charset);
    }
}
