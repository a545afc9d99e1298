package io.github.ouigate.db.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ouigate.message.UsageException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DatabaseUrlTest {
    private static final LibpqEnvironment ENVIRONMENT =
            new LibpqEnvironment(Map.of(), Optional.empty(), Optional.of("me"), Path.of(""), false, List.of());

    /** The columns are the URL, the JDBC URL, the user and the password; a dash stands for none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db:5432/shop                          | jdbc:postgresql://db:5432/shop         | me    | -
            jdbc:postgresql://db/shop?user=dba&password=s3cr%26t    | jdbc:postgresql://db/shop              | dba   | s3cr&t
            jdbc:postgresql://db/shop?user=dba@corp&password=a+b    | jdbc:postgresql://db/shop              | dba@corp | a b
            jdbc:postgresql://a:1,b:2/shop                          | jdbc:postgresql://a:1,b:2/shop         | me    | -
            jdbc:postgresql://[::1]:5432/shop                       | jdbc:postgresql://[::1]:5432/shop      | me    | -
            jdbc:postgresql:shop                                    | jdbc:postgresql:shop                   | me    | -
            jdbc:postgresql:///shop                                 | jdbc:postgresql:///shop                | me    | -
            postgresql://dba:p%40ss@host:5432/db?sslmode=require    | jdbc:postgresql://host:5432/db         | dba   | p@ss
            postgresql://dba:a%3Ab%2Fc%3Fd%25@host/db               | jdbc:postgresql://host:5432/db         | dba   | a:b/c?d%
            postgresql://dba:a:b@host/db                            | jdbc:postgresql://host:5432/db         | dba   | a:b
            postgresql://dba:a+b@host/a+b                           | jdbc:postgresql://host:5432/a%2Bb      | dba   | a+b
            postgresql://dba:a%20b@host/db                          | jdbc:postgresql://host:5432/db         | dba   | a b
            postgresql://dba:what?@host/db                          | jdbc:postgresql://host:5432/db         | dba   | what?
            postgresql://host/a%3Db%20%26%3B?user=svc/x%40y.z       | jdbc:postgresql://host:5432/a%3Db%20%26%3B | svc/x@y.z | -
            postgresql://one:first@h/d?user=two&password=second     | jdbc:postgresql://h:5432/d             | two   | second
            postgres://host/db?user=dba@corp&password=secret        | jdbc:postgresql://host:5432/db         | dba@corp | secret
            postgresql+psycopg2://dba:secret@host/db                | jdbc:postgresql://host:5432/db         | dba   | secret
            postgresql://dba:secret@[2001:db8::1]:5433/db           | jdbc:postgresql://[2001:db8::1]:5433/db | dba  | secret
            host=h dbname=d user=dba password='it\\'s \\\\ so'     | jdbc:postgresql://h:5432/d             | dba   | it's \\ so
            jdbc:h2:file:/data/stage=test/shop;MODE=LEGACY          | jdbc:h2:file:/data/stage=test/shop     | -     | -
            jdbc:h2:mem:shop                                        | jdbc:h2:mem:shop                       | -     | -
            jdbc:h2:mem:shop;USER=sa;PASSWORD=secret                | jdbc:h2:mem:shop                       | sa    | secret
            jdbc:h2:file:~/shop;user=sa;Password=se=cret            | jdbc:h2:file:~/shop                    | sa    | se=cret
            jdbc:h2:tcp://host:9092/~/shop;USER=sa;PASSWORD=a%20b   | jdbc:h2:tcp://host:9092/~/shop         | sa    | a%20b
            """, quoteCharacter = '"')
    void readsEveryFormInUse(String url, String jdbcUrl, String user, String password) {
        ConnectionSettings target = DatabaseUrl.parse(url, Optional.empty(), ENVIRONMENT);

        assertThat(target.servers()).extracting(Server::jdbcUrl).containsExactly(jdbcUrl);
        assertThat(target.user().orElse("-")).isEqualTo(user);
        assertThat(target.login().isOfSystem()).isEqualTo(user.equals("me"));
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
        assertThat(parameters("jdbc:postgresql://h/d?sslmode=require&user=u&options=-c%20a%3Db&readOnly"))
                .isEqualTo(Map.of("sslmode", "require", "options", "-c a=b", "readOnly", ""));
        assertThat(parameters("postgresql://u:p@h/d?sslmode=require&socketTimeout=5&connect_timeout=1"))
                .isEqualTo(
                        Map.of("sslmode", "require", "socketTimeout", "5", "connectTimeout", "2", "loginTimeout", "2"));
        assertThat(parameters("jdbc:h2:mem:shop;MODE=PostgreSQL;db_close_delay=-1;USER=sa;"))
                .isEqualTo(Map.of("MODE", "PostgreSQL", "DB_CLOSE_DELAY", "-1"));
    }

    @Test
    void hasAllParametersOfTheDriver() {
        assertThat(DriverParameters.ALL)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(PGProperty.values()).map(PGProperty::getName).toList());
    }

    @Test
    void showsOnlyUrlAndRole() {
        ConnectionSettings target = DatabaseUrl.parse("postgresql://dba:secret@host/db?sslpassword=hidden");

        assertThat(target).hasToString("postgresql://host:5432/db (dba)");
        assertThat(target.parameters().values())
                .allSatisfy(value -> assertThat(value).hasToString("***"));
        assertThat(target.password().orElseThrow()).hasToString("***");
        assertThat(target.withPassword(new Secret("another")).fromEnvironment("DATABASE_URL"))
                .hasToString("postgresql://host:5432/db (dba)");
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
            postgresql://dba:hunter2                 | url.port
            postgresql://dba:hunter2/db              | url.port
            postgresql://dba:a/hunter2@host/db       | url.at-sign
            postgresql://host/db?password=hunter2&hunter2=x | url.unknown-parameter.secret
            postgresql://host/db?password=a=hunter2  | url.query
            postgresql://host/db?hunter2             | url.query
            postgresql://host/db?password=hunter2%00 | url.percent
            postgresql://host/db?password=hunter2%E9 | url.percent
            host=h password=my hunter2 dbname=d      | url.keywords
            host=h password=my hunter2=x             | url.unknown-parameter.secret
            host=h password='hunter2                 | url.keywords
            host=h;password=hunter2                  | url.host
            dbname=shop;password=hunter2             | url.parameters
            user=dba:hunter2                         | url.user-name
            postgresql://host:1:hunter2/db           | url.port
            postgresql://[::1]hunter2/db             | url.host
            postgresql://[hunter2/db                 | url.unknown
            jdbc:postgresql://dba:hunter2@host/db    | url.user-in-jdbc
            jdbc:postgresql://dba:hunter2?@host/db   | url.user-in-jdbc
            jdbc:postgresql://dba:hunter2/host       | url.unknown
            jdbc:postgresql:dba:hunter2              | url.unknown
            postgresql://host/db&password=hunter2    | url.parameters
            postgresql://host/db;password=hunter2    | url.parameters
            jdbc:postgresql://host/db password=hunter2 | url.parameters
            jdbc:postgresql:user=dba&password=hunter2 | url.parameters
            postgresql://dba%3Ahunter2@host/db       | url.user-name
            postgresql://host/db?user=dba;password=hunter2 | url.query
            postgresql://host/db?user=dba:hunter2    | url.user-name
            jdbc:h2:file:./shop?Password=hunter2     | url.settings
            jdbc:h2:mem:shop;PASSWORD=a;b%hunter2=c  | url.settings
            jdbc:mysql://dba:hunter2@host/db         | url.unknown
            mysql://dba:hunter2@host/db              | url.unknown
            POSTGRESQL://dba:hunter2@host/db         | url.unknown
            hunter2                                  | url.unknown
            """)
    void refusesWhatItCannotReadWithoutRepeatingIt(String url, String problem) {
        Throwable thrown = catchThrowable(() -> DatabaseUrl.parse(url, Optional.empty(), ENVIRONMENT));

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
    void masksPasswordsInTypedText(String text, String shown) {
        assertThat(DatabaseUrl.withoutPasswords(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "postgresql", "postgresql:", "postgresql:/host", "http://host", "jdbc:", "jdbc:h2"})
    void refusesTextThatIsNotAUrl(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.problem().key()).isEqualTo("url.unknown"));
    }

    @Property
    void neverShowsAPasswordOfPostgresql(@ForAll("passwords") String password, @ForAll("forms") String form) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");

        ConnectionSettings target = DatabaseUrl.parse(form.replace("PASSWORD", encoded));

        assertThat(target.password().map(Secret::reveal)).contains(password);
        assertThat(target.servers()).extracting(Server::jdbcUrl).containsExactly("jdbc:postgresql://host:5432/db");
        assertThat(target.toString()).endsWith("postgresql://host:5432/db (dba)");
        assertThat(target.parameters().toString()).isEqualTo("{sslmode=***}");
    }

    /** An unencoded password is read completely, or refused without being repeated. */
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
                .excludeChars('\0', '\ufffe', '\uffff')
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
