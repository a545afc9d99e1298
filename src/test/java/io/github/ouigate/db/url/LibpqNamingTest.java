package io.github.ouigate.db.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** libpq's interpretation of names; PsqlNamesTest compares such results with psql's. */
class LibpqNamingTest {
    @TempDir
    private Path home;

    private Path sockets = Path.of("");

    @BeforeEach
    void writeServices() throws IOException {
        sockets = Files.createDirectory(home.resolve("sockets"));
        Files.createFile(sockets.resolve(".s.PGSQL.5432"));
        Files.writeString(home.resolve(".pg_service.conf"), """
                # a comment
                [shop]
                host=hs
                port=6000
                dbname=ds
                dbname=ignored
                sslmode=disable

                [other]
                host=ho
                [broken]
                host = hb
                """);
        Files.writeString(home.resolve("pg_service.conf"), "[shared]\ndbname=dc\n");
    }

    /**
     * One port for each host, or one for all: https://github.com/jackc/pgx/pull/2625,
     * https://github.com/MagicStack/asyncpg/pull/1222. The columns are the connection string, variables, servers,
     * database, user and sslmode. {s} is the directory of the sockets.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgresql://u@h:1/d                     |                             | h:1       | d   | u  | prefer
            postgresql://u@h/d?dbname=e              |                             | h:5432    | e   | u  | prefer
            postgresql://h:1/d?host=i&port=2         |                             | i:2       | d   | me | prefer
            postgresql://u@h/d?user=v&sslmode=require|                             | h:5432    | d   | v  | require
            postgresql://u@h/d?ssl=true              |                             | h:5432    | d   | u  | require
            postgresql://u@h/d?requiressl=1          | PGSSLMODE=disable           | h:5432    | d   | u  | require
            postgresql://u@h                         |                             | h:5432    | u   | u  | prefer
            postgresql://u@h                         | PGDATABASE=d                | h:5432    | d   | u  | prefer
            postgresql://u@h/                        | PGDATABASE=d                | h:5432    | d   | u  | prefer
            postgresql://u@h/?dbname=                | PGDATABASE=d                | h:5432    | u   | u  | prefer
            postgresql://h/d                         | PGUSER=v PGPORT=7           | h:7       | d   | v  | prefer
            postgresql://a,b/d                       | PGUSER=v PGPORT=7           | a:5432 b:5432 | d | v | prefer
            postgresql://a:1,b/d                     | PGPORT=7                    | a:1 b:5432 | d  | me | prefer
            postgresql://u@a,b:5433,c:9999/d         | PGPORT=7                    | a:5432 b:5433 c:9999 | d | u | prefer
            postgresql://u@/d?host=a,b,c&port=7      |                             | a:7 b:7 c:7 | d | u | prefer
            postgresql://u:k?e#y@h/d                 |                             | h:5432    | d   | u  | prefer
            postgresql://a%2Cb/d                     | PGPORT=7                    | a:7 b:7   | d   | me | prefer
            postgresql://[::1]:9/d                   |                             | [::1]:9   | d   | me | prefer
            postgresql://[::1],h/d                   |                             | [::1]:5432 h:5432 | d | me | prefer
            postgresql://h/d%2Fe+f%20g               |                             | h:5432    | d/e+f g | me | prefer
            postgresql:///d                          |                             | {s}:5432  | d   | me | disable
            postgresql://:5432/d                     |                             | {s}:5432  | d   | me | disable
            postgresql://%2Frun%2Fpg:9/d             |                             | /run/pg:9 | d   | me | disable
            postgresql:///d?host=/run/pg             | PGPORT=8                    | /run/pg:8 | d   | me | disable
            postgresql://                            |                             | {s}:5432  | me  | me | disable
            postgresql://u@h/d?hostaddr=127.0.0.1    |                             | 127.0.0.1:5432 | d | u | prefer
            host=h                                   |                             | h:5432    | me  | me | prefer
            host=h port=1 dbname=d user=u            |                             | h:1       | d   | u  | prefer
            host = h dbname= 'd e'                   |                             | h:5432    | d e | me | prefer
            host=h dbname=d\\ e                      |                             | h:5432    | d e | me | prefer
            host=a host=b dbname=''                  | PGDATABASE=d                | b:5432    | me  | me | prefer
            host=a,b port=1,2 dbname=d               |                             | a:1 b:2   | d   | me | prefer
            host=,b port=5432 dbname=d               |                             | {s}:5432 b:5432 | d | me | prefer
            hostaddr=::1 host=h dbname=d             |                             | [::1]:5432 | d  | me | prefer
            dbname=d                                 | PGHOST=h PGPORT=3           | h:3       | d   | me | prefer
            dbname=d                                 | PGHOSTADDR=127.0.0.2        | 127.0.0.2:5432 | d | me | prefer
            dbname=d sslmode=allow                   | PGHOST=/run/pg              | /run/pg:5432 | d | me | disable
            host=h                                   | PGSSLMODE=verify-ca         | h:5432    | me  | me | verify-ca
            host=h                                   | PGREQUIRESSL=1              | h:5432    | me  | me | require
            host=h                                   | PGREQUIRESSL=1 PGSSLMODE=allow | h:5432 | me  | me | allow
            host=h sslrootcert=system                |                             | h:5432    | me  | me | verify-full
            service=shop                             |                             | hs:6000   | ds  | me | disable
            service=shop dbname=d                    | PGPORT=7 PGUSER=v           | hs:6000   | d   | v  | disable
            postgresql://?service=shop&port=1        | PGDATABASE=d                | hs:1      | ds  | me | disable
            user=u                                   | PGSERVICE=shop              | hs:6000   | ds  | u  | disable
            service=other                            | PGSERVICE=shop PGPORT=7     | ho:7      | me  | me | prefer
            service=shared host=h                    | PGSYSCONFDIR={h}            | h:5432    | dc  | me | prefer
            """)
    void readsWhatLibpqReads(
            String text, String variables, String servers, String database, String user, String sslmode) {
        ConnectionSettings settings = parse(text, variables);

        assertThat(settings.servers().stream().map(LibpqNamingTest::place).collect(Collectors.joining(" ")))
                .isEqualTo(servers.replace("{s}", sockets.toString()));
        assertThat(settings.servers()).extracting(Server::database).containsOnly(database);
        assertThat(settings.user()).contains(user);
        assertThat(sslmode(settings)).isEqualTo(sslmode);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgresql://h/d?sslmod=require      |                       | url.unknown-parameter.similar | [sslmod, sslmode]
            postgresql://h/d?database=e          |                       | url.unknown-parameter.similar | [database, dbname]
            postgresql://h/d?PGDBNAME=e          |                       | url.unknown-parameter.similar | [PGDBNAME, dbname]
            postgresql://h/d?targetServerType=primary |                  | url.unknown-parameter.similar | [targetServerType, target_session_attrs]
            postgresql://h/d?pgbouncer=true      |                       | url.unknown-parameter | [pgbouncer]
            host=h connectTimeout=5              |                       | url.unknown-parameter.similar | [connectTimeout, connect_timeout]
            host=h currentSchema=s               |                       | url.unknown-parameter | [currentSchema]
            jdbc:postgresql://h/d?dbname=e       |                       | url.named-twice | [dbname]
            jdbc:postgresql://h/d?PGHOST=i       |                       | url.named-twice | [PGHOST]
            jdbc:postgresql://h/d?service=s      |                       | url.named-twice | [service]
            jdbc:postgresql://h/d?sslMode=require|                       | url.unknown-parameter.similar | [sslMode, sslmode]
            jdbc:postgresql://h/d?target_session_attrs=any |             | url.unknown-parameter.similar | [target_session_attrs, targetServerType]
            postgresql://h/d?sslmode=            |                       | url.bad-value | [sslmode, [disable, allow, prefer, require, verify-ca, verify-full]]
            postgresql://h/d?sslmode=on          |                       | url.bad-value | [sslmode, [disable, allow, prefer, require, verify-ca, verify-full]]
            postgresql://h/d?sslrootcert=system&sslmode=require |        | url.bad-value | [sslmode, [verify-full]]
            host=h                               | PGCHANNELBINDING=yes  | url.bad-value | [PGCHANNELBINDING, [disable, prefer, require]]
            host=h                               | PGSSLCRL=x            | url.not-honoured | [PGSSLCRL]
            host=h                               | PGTZ=UTC              | url.meaning | [PGTZ]
            host=h                               | PGOPTIONS=-cTimeZone=UTC | url.meaning | [PGOPTIONS]
            jdbc:postgresql://h/d?options=-c+DateStyle=ISO,DMY |          | url.meaning | [options]
            host=h load_balance_hosts=random     |                       | url.not-honoured | [load_balance_hosts]
            host=h requirepeer=postgres          |                       | url.not-honoured | [requirepeer]
            host=h hostaddr=::1 sslmode=verify-full |                    | url.not-honoured | [hostaddr]
            host=h target_session_attrs=master   |                       | url.bad-value | [target_session_attrs, [any, read-write, read-only, primary, standby, prefer-standby]]
            host=a,b,c port=1,2                  |                       | url.count | []
            host=a hostaddr=::1,::2              |                       | url.count | []
            hostaddr=localhost                   |                       | url.hostaddr | []
            host=@abstract                       |                       | url.host | []
            host=h port=0                        |                       | url.port | []
            host=h port=65536                    |                       | url.port | []
            service=nowhere                      |                       | service.unknown | [nowhere]
            service=broken                       |                       | service.line | [{h}/.pg_service.conf, 12]
            service=shop                         | PGSERVICEFILE=no-such | service.unreadable | [{h}/no-such]
            host                                 |                       | url.unknown | []
            """)
    void refusesWhatItCannotHonour(String text, String variables, String key, String arguments) {
        assertThatThrownBy(() -> parse(text, variables)).isInstanceOfSatisfying(UsageException.class, e -> {
            assertThat(e.problem().key()).isEqualTo(key);
            assertThat(e.problem().arguments()).hasToString(arguments.replace("{h}", home.toString()));
        });
    }

    /** The columns are the connection string, the variables, and the variable that names the database. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://h:5432/d |                        | -
            postgresql://h:5432/d | PGHOST=i PGDATABASE=e PGPORT=7 PGUSER=u PGSSLMODE=allow | -
            postgresql://h/d      | PGPORT=7               | PGPORT
            postgresql:///d       | PGHOST=h PGPORT=7      | PGHOST
            postgresql://h:1      | PGDATABASE=d           | PGDATABASE
            postgresql://h:1      | PGUSER=u               | PGUSER
            postgresql://u@h:1    | PGUSER=u               | -
            service=shop          | PGPORT=7               | -
            user=u                | PGSERVICE=shop         | PGSERVICE
            """)
    void saysWhichVariableNamesTheDatabase(String text, String variables, String ambient) {
        assertThat(parse(text, variables).ambient().orElse("-")).isEqualTo(ambient);
    }

    @Test
    void requiresExactlyOneSocketWithoutAHost() throws IOException {
        Path second = Files.createDirectory(home.resolve("second"));
        Files.createFile(second.resolve(".s.PGSQL.5432"));

        assertThat(LibpqNaming.resolve(Map.of("port", "1"), Optional.empty(), environment("", sockets, second))
                        .servers())
                .extracting(LibpqNamingTest::place)
                .containsExactly(sockets + ":1");
        assertThatThrownBy(() -> LibpqNaming.resolve(Map.of(), Optional.empty(), environment("", sockets, second)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("url.two-sockets");
    }

    /** libpq verifies the server if a root certificate exists, and presents its own certificate if one exists. */
    @Test
    void usesTheCertificatesOfTheHomeDirectory() throws IOException {
        assertThat(parameters("host=h sslmode=require")).isEqualTo(Map.of("sslmode", "require"));
        Path directory = Files.createDirectory(home.resolve(".postgresql"));
        Files.createFile(directory.resolve("root.crt"));
        Files.createFile(directory.resolve("postgresql.crt"));

        assertThat(parameters("host=h")).containsEntry("sslmode", "verify-ca disable");
        assertThat(parameters("host=h sslmode=disable")).doesNotContainKey("sslrootcert");
        assertThat(parameters("host=h sslmode=require"))
                .isEqualTo(Map.of(
                        "sslmode", "verify-ca",
                        "sslrootcert", directory.resolve("root.crt").toString(),
                        "sslcert", directory.resolve("postgresql.crt").toString(),
                        "sslkey", directory.resolve("postgresql.key").toString()));
    }

    private Map<String, String> parameters(String text) {
        return parse(text, "").parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().reveal()));
    }

    private ConnectionSettings parse(String text, String variables) {
        return DatabaseUrl.parse(text, Optional.empty(), environment(variables == null ? "" : variables, sockets));
    }

    private LibpqEnvironment environment(String variables, Path... socketDirectories) {
        Map<String, String> set = new HashMap<>();
        for (String variable : variables.replace("{h}", home.toString()).split(" ", -1)) {
            if (!variable.isEmpty()) {
                String[] parts = variable.split("=", 2);
                set.put(parts[0], parts[1]);
            }
        }
        return new LibpqEnvironment(set, Optional.of(home), Optional.of("me"), home, false, List.of(socketDirectories));
    }

    private static String place(Server server) {
        String rest = server.jdbcUrl().replaceAll("^jdbc:postgresql://|/[^/]*$", "");
        return server.socket()
                .map(file -> file.getParent() + rest.replace("localhost", ""))
                .orElse(rest);
    }

    /** Connections through a socket are not encrypted. */
    private static String sslmode(ConnectionSettings settings) {
        boolean isLocal =
                settings.servers().stream().allMatch(server -> server.socket().isPresent());
        return isLocal
                ? "disable"
                : Objects.requireNonNull(settings.parameters().get("sslmode")).reveal();
    }
}
