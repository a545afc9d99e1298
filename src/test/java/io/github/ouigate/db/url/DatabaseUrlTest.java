package io.github.ouigate.db.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ouigate.message.UsageException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    /** URL, JDBC URL, user, password; a dash where there is none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db:5432/shop                          | jdbc:postgresql://db:5432/shop         | -     | -
            jdbc:postgresql://db/shop?user=dba&password=s3cr%26t    | jdbc:postgresql://db/shop              | dba   | s3cr&t
            jdbc:postgresql://db/shop?user=dba@corp                 | jdbc:postgresql://db/shop              | dba@corp | -
            jdbc:postgresql://a:1,b:2/shop                          | jdbc:postgresql://a:1,b:2/shop         | -     | -
            jdbc:postgresql://[::1]:5432/shop                       | jdbc:postgresql://[::1]:5432/shop      | -     | -
            jdbc:postgresql:shop                                    | jdbc:postgresql:shop                   | -     | -
            jdbc:postgresql:///shop                                 | jdbc:postgresql:///shop                | -     | -
            postgresql://dba:p%40ss@host:5432/db?sslmode=require    | jdbc:postgresql://host:5432/db         | dba   | p@ss
            postgresql://dba:a%3Ab%2Fc%3Fd%25@host/db               | jdbc:postgresql://host/db              | dba   | a:b/c?d%
            postgresql://dba:a:b@host/db                            | jdbc:postgresql://host/db              | dba   | a:b
            postgresql://dba:a+b@host/db                            | jdbc:postgresql://host/db              | dba   | a+b
            postgresql://dba:a%20b@host/db                          | jdbc:postgresql://host/db              | dba   | a b
            postgresql://dba:what?@host/db                          | jdbc:postgresql://host/db              | dba   | what?
            postgresql://host/a%3Db%20%26%3B?user=svc/x%40y.z       | jdbc:postgresql://host/a%3Db%20%26%3B  | svc/x@y.z | -
            jdbc:h2:file:/data/stage=test/shop;MODE=LEGACY          | jdbc:h2:file:/data/stage=test/shop     | -     | -
            postgresql://d%40corp@host/db                           | jdbc:postgresql://host/db              | d@corp | -
            postgres://dba@host/db                                  | jdbc:postgresql://host/db              | dba   | -
            postgres://host/db?user=dba&password=secret             | jdbc:postgresql://host/db              | dba   | secret
            postgresql+psycopg2://dba:secret@host/db                | jdbc:postgresql://host/db              | dba   | secret
            postgresql+asyncpg://host/db                            | jdbc:postgresql://host/db              | -     | -
            postgresql://host:5432                                  | jdbc:postgresql://host:5432/           | -     | -
            postgresql://dba:secret@[2001:db8::1]:5432/db           | jdbc:postgresql://[2001:db8::1]:5432/db | dba  | secret
            postgresql://[::1]/db                                   | jdbc:postgresql://[::1]/db             | -     | -
            postgresql://dba:secret@a:5432,b:5433/db                | jdbc:postgresql://a:5432,b:5433/db     | dba   | secret
            postgresql:///db                                        | jdbc:postgresql:///db                  | -     | -
            jdbc:h2:mem:shop                                        | jdbc:h2:mem:shop                       | -     | -
            jdbc:h2:mem:shop;USER=sa;PASSWORD=secret                | jdbc:h2:mem:shop                       | sa    | secret
            jdbc:h2:file:~/shop;user=sa;Password=se=cret            | jdbc:h2:file:~/shop                    | sa    | se=cret
            jdbc:h2:tcp://host:9092/~/shop;USER=sa;PASSWORD=a%20b   | jdbc:h2:tcp://host:9092/~/shop         | sa    | a%20b
            """)
    void readsEveryFormInUse(String url, String jdbcUrl, String user, String password) {
        ConnectionSettings target = DatabaseUrl.parse(url);

        assertThat(target.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(target.user().orElse("-")).isEqualTo(user);
        assertThat(target.password().map(Secret::reveal).orElse("-")).isEqualTo(password);
        assertThat(target.product())
                .isEqualTo(
                        url.startsWith("jdbc:h2:")
                                ? ConnectionSettings.Product.H2
                                : ConnectionSettings.Product.POSTGRESQL);
        assertThat(target.ambient()).isEmpty();
    }

    @Test
    void keepsTheOtherParametersForTheDriver() {
        assertThat(parameters("jdbc:postgresql://h/d?sslmode=require&user=u&options=-c%20a%3Db&flag"))
                .isEqualTo(Map.of("sslmode", "require", "options", "-c a=b", "flag", ""));
        assertThat(parameters("postgresql://u:p@h/d?sslmode=require&&connectTimeout=5"))
                .isEqualTo(Map.of("sslmode", "require", "connectTimeout", "5"));
        assertThat(parameters("jdbc:h2:mem:shop;MODE=PostgreSQL;db_close_delay=-1;USER=sa;"))
                .isEqualTo(Map.of("MODE", "PostgreSQL", "DB_CLOSE_DELAY", "-1"));
    }

    @Test
    void prefersTheQuerysUserAndPassword() {
        ConnectionSettings target = DatabaseUrl.parse("postgresql://one:first@h/d?user=two&password=second");

        assertThat(target.user()).contains("two");
        assertThat(target.password().map(Secret::reveal)).contains("second");
    }

    @Test
    void showsUrlAndRoleAlone() {
        ConnectionSettings target = DatabaseUrl.parse("postgresql://dba:secret@host/db?sslpassword=hidden");

        assertThat(target).hasToString("jdbc:postgresql://host/db (dba)");
        assertThat(target.parameters().values())
                .allSatisfy(value -> assertThat(value).hasToString("***"));
        assertThat(target.password().orElseThrow()).hasToString("***");
        assertThat(target.withUser("other").withPassword(new Secret("another")).fromEnvironment("DATABASE_URL"))
                .hasToString("jdbc:postgresql://host/db (other)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://dba:hunter2@x@host/db       | url.at-sign
            postgresql://dba:hunter2/x@host/db       | url.at-sign
            postgresql://dba:hunter2?/x@host/db      | url.at-sign
            postgresql://dba:1/hunter2?x@host/db     | url.at-sign
            postgresql://dba:hunter2%zz@host/db      | url.percent
            postgresql://dba:hunter2%4@host/db       | url.percent
            postgresql://dba:hunter2%@host/db        | url.percent
            postgresql://host/db?password=hunter2%   | url.percent
            postgresql://dba:hunter2                 | url.unknown
            postgresql://dba:hunter2/db              | url.unknown
            jdbc:postgresql://dba:hunter2@host/db    | url.user-in-jdbc
            jdbc:postgresql://dba:hunter2?@host/db   | url.user-in-jdbc
            jdbc:postgresql://dba:hunter2/host       | url.unknown
            jdbc:postgresql:dba:hunter2              | url.unknown
            postgresql://host/db&password=hunter2    | url.parameters
            postgresql://host/db;password=hunter2    | url.parameters
            jdbc:postgresql://host/db password=hunter2 | url.parameters
            jdbc:postgresql:user=dba&password=hunter2 | url.parameters
            postgresql://dba%3Ahunter2@host/db       | url.user-name
            postgresql://host/db?user=dba;password=hunter2 | url.user-name
            jdbc:h2:file:./shop?Password=hunter2     | url.settings
            jdbc:h2:mem:shop;PASSWORD=a;b%hunter2=c  | url.settings
            jdbc:mysql://dba:hunter2@host/db         | url.unknown
            mysql://dba:hunter2@host/db              | url.unknown
            POSTGRESQL://dba:hunter2@host/db         | url.unknown
            hunter2                                  | url.unknown
            """)
    void refusesWhatItCannotReadWithoutRepeatingIt(String url, String problem) {
        Throwable thrown = catchThrowable(() -> DatabaseUrl.parse(url));

        assertThat(thrown).isInstanceOf(UsageException.class);
        assertThat(((UsageException) thrown).problem().key()).isEqualTo(problem);
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "postgresql://dba:a@b@host/db" is no tag     | "postgresql://***@host/db" is no tag
            no file /home/x/postgresql:/dba:secret@h/db. | no file /home/x/postgresql:/***@h/db.
            -Djdbc:oracle:thin:dba/secret@h is wrong     | -Djdbc:***@h is wrong
            --url=postgres://h?user=a&Password=secret:   | --url=postgres://h?user=a&Password=***
            cannot reach jdbc:postgresql://h/db (a@b)    | cannot reach jdbc:postgresql://h/db (a@b)
            at java.base/java.net.URL (x@y)              | at java.base/java.net.URL (x@y)
            """)
    void hidesThePasswordsOfWhatWasTyped(String text, String shown) {
        assertThat(DatabaseUrl.withoutPasswords(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "postgresql", "postgresql:", "postgresql:/host", "http://host", "jdbc:", "jdbc:h2"})
    void refusesWhatIsNoUrl(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.problem().key()).isEqualTo("url.unknown"));
    }

    @Property
    void neverShowsAPasswordOfPostgresql(@ForAll("passwords") String password, @ForAll("forms") String form) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");

        ConnectionSettings target = DatabaseUrl.parse(form.replace("PASSWORD", encoded));

        assertThat(target.password().map(Secret::reveal)).contains(password);
        assertThat(target.jdbcUrl()).isEqualTo("jdbc:postgresql://host:5432/db");
        assertThat(target.toString()).isEqualTo("jdbc:postgresql://host:5432/db (dba)");
        assertThat(target.parameters().toString()).isEqualTo("{sslmode=***}");
    }

    /** Whatever a person types without encoding it: it is read in full, or refused without a trace. */
    @Property
    void neverShowsARawPassword(@ForAll("rawPasswords") String password, @ForAll("forms") String form) {
        String url = form.replace("PASSWORD", password);

        Throwable thrown = catchThrowable(
                () -> assertThat(DatabaseUrl.parse(url).toString()).doesNotContain(password, "qzx"));

        if (thrown != null) {
            assertThat(thrown).isInstanceOf(UsageException.class);
            assertThat(thrown.toString()).doesNotContain("qzx");
            assertThat(thrown.getCause()).isNull();
        }
    }

    @Provide
    Arbitrary<String> forms() {
        return Arbitraries.of(
                "postgresql://dba:PASSWORD@host:5432/db?sslmode=require",
                "postgres://host:5432/db?user=dba&password=PASSWORD&sslmode=require",
                "postgresql+psycopg2://dba:PASSWORD@host:5432/db?sslmode=require",
                "jdbc:postgresql://host:5432/db?user=dba&password=PASSWORD&sslmode=require");
    }

    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.strings()
                .all()
                .excludeChars('\ufffe', '\uffff')
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Provide
    Arbitrary<String> rawPasswords() {
        return Arbitraries.strings()
                .withChars("aZ0@:/?#%&=+;,[] \\'\"\u00e9")
                .ofMaxLength(6)
                .map(text -> "qzx" + text);
    }

    private static Map<String, String> parameters(String url) {
        return DatabaseUrl.parse(url).parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().reveal()));
    }
}
