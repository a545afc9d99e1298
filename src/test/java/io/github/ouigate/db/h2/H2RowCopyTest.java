package io.github.ouigate.db.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.db.Column;
import io.github.ouigate.db.postgres.CopiedTable;
import io.github.ouigate.testing.H2Shop;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of H2 comes back as it was. */
class H2RowCopyTest {
    private final H2Shop shop = H2Shop.inMemory();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = shop.connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void bringsEveryTypeBack() throws Exception {
        CopiedTable all = everyType();

        all.assertComesBack();
    }

    @Test
    void bringsValuesBackInAnotherTimeZone() throws Exception {
        CopiedTable all = everyType();
        var before = all.values();

        byte[] rows = all.out();
        all.execute("DELETE FROM EVERY_TYPE", "SET TIME ZONE 'Pacific/Marquesas'");
        all.in(rows);
        all.execute("SET TIME ZONE LOCAL");

        assertThat(all.values()).isEqualTo(before);
    }

    private CopiedTable everyType() {
        shop.execute("""
                CREATE TABLE EVERY_TYPE (
                    ID BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, U UUID, T VARCHAR, C CHAR(5), CL CLOB,
                    VI VARCHAR_IGNORECASE, N NUMERIC(40, 10), I2 SMALLINT, F4 REAL, F8 DOUBLE PRECISION, DF DECFLOAT,
                    B BOOLEAN, D DATE, TM TIME(9), TTZ TIME(9) WITH TIME ZONE, TS TIMESTAMP(9),
                    TZ TIMESTAMP(9) WITH TIME ZONE, IY INTERVAL YEAR TO MONTH, ID2 INTERVAL DAY TO SECOND(9), J JSON,
                    BI BINARY(3), VB VARBINARY, BL BLOB, IA INT ARRAY, TA VARCHAR ARRAY[9],
                    TZA TIMESTAMP(9) WITH TIME ZONE ARRAY, E ENUM('happy', 'so, so', '"ROW( ARRAY'), GE GEOMETRY,
                    G VARCHAR GENERATED ALWAYS AS (T || '!'))""", """
                INSERT INTO EVERY_TYPE (U, T, C, CL, VI, N, I2, F4, F8, DF, B, D, TM, TTZ, TS, TZ, IY, ID2, J, BI, VB, BL, IA,
                                        TA, TZA, E, GE) VALUES
                ('0f0e0d0c-0b0a-4908-8706-050403020100', U&'it''s "quoted"\\000d\\000a \\+01F600', 'ab', 'x,"y"', 'É', 1.1,
                 -32768, 'NaN', '-0.0', 'NaN', TRUE, '-0044-03-15', '23:59:59.999999999', '23:59:59.999999999+15:59',
                 '-4713-01-01 00:00:00', '2024-03-31 02:30:00.123456789+02:00', INTERVAL '-1-2' YEAR TO MONTH,
                 INTERVAL '-3 04:05:06.789' DAY TO SECOND, JSON '{"b": 1, "a": "\\n", "c": [null, ""]}', X'00ff22',
                 X'5c2c0d0a', X'00', ARRAY[1, NULL, 3], ARRAY['', NULL, 'NULL', 'a,b', '"', U&'\\000a'],
                 ARRAY[TIMESTAMP WITH TIME ZONE '2024-03-31 02:30:00.123456789+02:00', NULL], '"ROW( ARRAY', 'POINT (1 2)'),
                (NULL, '', '', '', '', 0.0000000001, 32767, 'Infinity', 1.7976931348623157e308, 1e-100, FALSE, '9999-12-31',
                 '00:00', '00:00:00-15:59', '294276-12-31 23:59:59', '0001-01-01 00:00Z', INTERVAL '0' YEAR, INTERVAL '0' DAY,
                 JSON 'null', X'000000', X'', X'', ARRAY[], ARRAY[''], ARRAY[], 'so, so', 'SRID=4326;POINT Z (1 2 3)'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0.1, 1e100, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 JSON '"{}"', NULL, NULL, NULL, NULL, ARRAY[NULL], NULL, NULL, NULL)""");
        return new CopiedTable(shop, connection, "EVERY_TYPE");
    }

    @Test
    void tellsTheColumns() throws Exception {
        CopiedTable all = everyType();

        assertThat(all.catalog().columns(all.name()))
                .startsWith(
                        new Column("ID", "BIGINT", false, true),
                        new Column("U", "UUID", false, false),
                        new Column("T", "CHARACTER VARYING", false, false))
                .contains(
                        new Column("N", "NUMERIC(40, 10)", false, false),
                        new Column("E", "ENUM('happy', 'so, so', '\"ROW( ARRAY')", false, false))
                .endsWith(new Column("G", "CHARACTER VARYING", true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT ARRAY ARRAY", "VARBINARY ARRAY", "JSON ARRAY", "ROW(A INT)", "INT ARRAY[2] ARRAY[2]"})
    void doesNotCopyWhatWouldNotComeBack(String type) throws Exception {
        shop.execute("CREATE TABLE NOTES (X " + type + ")");

        assertThatThrownBy(() -> new CopiedTable(shop, connection, "NOTES").out())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("cannot be copied");
    }
}
