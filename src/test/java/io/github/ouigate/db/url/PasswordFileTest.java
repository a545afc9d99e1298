package io.github.ouigate.db.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, the directory is what is protected")
class PasswordFileTest {
    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("pgpass"), """
                # db:5432:shop:dba:comment
                db:5432:shop
                db:5432:shop:dba:a\\:b\\\\c:rest
                db:*:*:dba:wild
                \\:\\:1:5432:*:*:six
                localhost:5432:*:*:local
                other:*:*:*:
                """);
        chmod("rw-------");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgresql://dba@db/shop                | a:b\\c
            postgresql://dba@db/other               | wild
            postgresql://clerk@db/shop              | -
            postgresql://dba@[::1]/shop             | six
            host=db hostaddr=127.0.0.1 user=dba     | wild
            host=/run/pg user=dba dbname=shop       | -
            host=/var/run/postgresql user=dba       | local
            postgresql://dba@other/shop             | -
            jdbc:postgresql://db/shop?user=dba      | a:b\\c
            jdbc:postgresql:shop?user=dba           | local
            jdbc:postgresql://[::1]:5432/x?user=dba | six
            """)
    void findsTheFirstLineThatMatches(String text, String password) {
        ConnectionSettings settings = DatabaseUrl.parse(text);

        assertThat(new PasswordFile(file)
                        .find(settings.servers().get(0), settings.user().orElseThrow())
                        .map(Secret::reveal)
                        .orElse("-"))
                .isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void isIgnoredIfOthersHavePermissions(String rights) throws IOException {
        chmod(rights);

        PasswordFile exposed = new PasswordFile(file);

        assertThat(exposed.isExposed()).isTrue();
        assertThat(exposed.find(new Server("", "db", "5432", "shop", Optional.empty()), "dba"))
                .isEmpty();
    }

    private void chmod(String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }
}
