package io.github.ouigate.db.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "ALTER ROLE r PASSWORD 'hunter2' VALID UNTIL 'x' | ALTER ROLE r PASSWORD '…' VALID UNTIL '…'",
                "ALTER ROLE r PASSWORD 'hunt… | ALTER ROLE r PASSWORD '…'",
                "ALTER ROLE r PASSWORD 'it''s hunter2' | ALTER ROLE r PASSWORD '…'",
                "SELECT \"it's\", 'hunter2' FROM t1 WHERE id = 4711 | SELECT \"it's\", '…' FROM t1 WHERE id = …",
                "ALTER ROLE r PASSWORD E'\\'hunter2' | ALTER ROLE r PASSWORD E…",
                "SELECT 'it\\'s ', 'hunter2' | SELECT …",
                "DO $$ BEGIN PERFORM 'hunter2'; END $$ | DO …",
                "SELECT /* it's */ 'hunter2' | SELECT …",
                "SELECT 1 -- it's hunter2 | SELECT … …",
                "UPDATE t SET a = $1 WHERE b = $2 | UPDATE t SET a = $… WHERE b = $…",
                "COMMIT | COMMIT",
            })
    void showsNoLiteral(String sql, String masked) {
        assertThat(StatementText.of(sql).masked()).isEqualTo(masked);
        assertThat(StatementText.of(masked).masked()).isEqualTo(masked);
    }
}
