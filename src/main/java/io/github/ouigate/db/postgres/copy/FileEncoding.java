package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.core.Encoding;

/**
 * The encoding of the rows in a file: that of the source database, so that every byte is preserved. SQL_ASCII accepts
 * any bytes, and some encodings do not convert to UTF-8 and back without changes.
 *
 * @param name the server's name of the encoding
 */
public record FileEncoding(String name) {
    /** The name under which the settings of a copy have the encoding. */
    public static final String SETTING = "client_encoding";

    /** The encoding of archives whose settings have none. */
    public static final FileEncoding UTF8 = new FileEncoding("UTF8");

    private static final String SQL_ASCII = "SQL_ASCII";

    /** Returns the encoding of the connected database. */
    public static FileEncoding ofDatabase(Rows rows) throws SQLException {
        return rows.one("SELECT getdatabaseencoding()", row -> new FileEncoding(row.getString(1)));
    }

    /**
     * Returns the encoding with the server's spelling of {@code name}, which is validated because manifests can be
     * edited. For SQL_ASCII, the encoding of the connected database is used, so that the server validates the bytes.
     */
    public static FileEncoding named(Rows rows, String name) throws SQLException {
        String sql = "SELECT pg_encoding_to_char(pg_char_to_encoding(?))";
        FileEncoding named = rows.one(sql, row -> new FileEncoding(row.getString(1)), name);
        return named.name.equals(SQL_ASCII) ? ofDatabase(rows) : named;
    }

    /** Returns an expression that converts a value of a file to text. */
    String decoded(String value) {
        return "pg_catalog.convert_from(" + value + ", '" + name + "')";
    }

    /**
     * Returns a value of a file for people, with a replacement character for invalid bytes. Values in SQL_ASCII or in
     * an encoding that Java does not support are decoded as UTF-8.
     */
    String shown(byte[] value) {
        String known = name.replaceFirst("^WIN(?=125)", "windows-").replace("KOI8", "KOI8-");
        Charset charset = name.equals(SQL_ASCII)
                ? StandardCharsets.UTF_8
                : Charset.forName(Encoding.getDatabaseEncoding(known).name());
        return new String(value, charset);
    }
}
