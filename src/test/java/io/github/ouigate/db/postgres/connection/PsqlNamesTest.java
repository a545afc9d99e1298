package io.github.ouigate.db.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.db.Connector;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.db.url.LibpqEnvironment;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.SelfSigned;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each name leads to the same server, database, role and encryption as in psql, or is refused. */
@Tag("slow")
class PsqlNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ME = System.getProperty("user.name");
    private static final String SERVER_DATABASE_ROLE_ENCRYPTED = """
            SELECT concat_ws(' ', current_setting('port'), current_database(), current_user,
                (SELECT CASE WHEN ssl THEN 'encrypted' ELSE 'plain' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()))""";

    /**
     * The columns are the name, the variables, and whether psql connects where ouigate does not. {a} is the port of a
     * primary without TLS, {b} of a standby with TLS, {s} the directory of their sockets, {c} a certificate, {h} the
     * home directory. No server listens on port 1.
     */
    private static final String NAMES = """
            postgresql://reader@127.0.0.1:{a}/names_one
            postgres://reader@127.0.0.1:{a}/names_one
            postgresql://reader@127.0.0.1:{a}/names_one?dbname=names_two
            postgresql://reader@127.0.0.1:{a}/names_one?port={b}
            postgresql://reader@no-such.invalid:{a}/names_one?host=127.0.0.1
            postgresql://reader@127.0.0.1:{a}/names_one?user=postgres
            postgresql://127.0.0.1:{a}/names_one?user=reader
            postgresql://127.0.0.1:{a}/names_one
            postgresql://127.0.0.1:{a}
            postgresql://127.0.0.1:{a}/
            postgresql://reader@127.0.0.1:{a}/                               | PGDATABASE=names_two
            postgresql://reader@127.0.0.1:{a}/?dbname=                       | PGDATABASE=names_two
            postgresql://reader@127.0.0.1/names_one                          | PGPORT={a}
            postgresql://reader@127.0.0.1,127.0.0.1/names_one                | PGPORT={a}
            postgresql://reader@127.0.0.1:1,127.0.0.1:{a}/names_one
            postgresql://reader@127.0.0.1:{a},127.0.0.1:{b}/names_on_b
            postgresql://reader@127.0.0.1:1,127.0.0.1:{a},127.0.0.1:1/names_one
            postgresql://reader@/names_one?host=127.0.0.1,127.0.0.1&port={a}
            postgresql://reader@/names_one?host=127.0.0.1:{a}&host=127.0.0.1:{b}
            postgresql://signs:k?e#y$&=+^@127.0.0.1:{a}/names_one
            postgresql://signs:k%3Fe%23y$&=%2B^@127.0.0.1:{a}/names_one
            postgresql://signs:k?e#y%@127.0.0.1:{a}/names_one
            postgresql://signs@127.0.0.1:{a}/names_one?password=k?e%23y$%26%3D+^
            postgresql://reader@127.0.0.1:{b},127.0.0.1:{a}/names_one?target_session_attrs=primary
            postgresql://reader@127.0.0.1:{a},127.0.0.1:{b}/names_one?target_session_attrs=standby
            postgresql://reader@127.0.0.1:{a},127.0.0.1:{b}/names_one?target_session_attrs=prefer-standby
            postgresql://reader@127.0.0.1:{a}/names_one?target_session_attrs=prefer-standby
            postgresql://reader@127.0.0.1:{b},127.0.0.1:{a}/names_one?target_session_attrs=read-write
            postgresql://reader@127.0.0.1:{a}/names_one?target_session_attrs=read-only
            postgresql://reader@127.0.0.1:{a}/names_read_only?target_session_attrs=read-only
            postgresql://reader@127.0.0.1:{a}/names_read_only?target_session_attrs=read-write
            postgresql://reader@127.0.0.1:{b},127.0.0.1:{a}/names_one        | PGTARGETSESSIONATTRS=primary
            postgresql://reader@[::1]:{a}/names_one
            postgresql://reader@127.0.0.1:{a}/names%20+%2Fthree
            postgresql://reader@127.0.0.1:{a}/names_one%00
            postgresql://reader@127.0.0.1:{a}/names_one?sslmod=require
            postgresql://reader@127.0.0.1:{a}/names_one?sslmode=require
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=require
            postgresql://reader@127.0.0.1:{b}/names_one?ssl=true
            postgresql://reader@127.0.0.1:{b}/names_one
            postgresql://reader@127.0.0.1:{b}/names_one                      | PGSSLMODE=disable
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=allow
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=verify-ca
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=verify-ca    | PGSSLROOTCERT={c}
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=verify-full&sslrootcert={c}
            postgresql://reader@localhost:{b}/names_one?sslmode=verify-full&sslrootcert={c}
            postgresql://reader@no-such.invalid:{a}/names_one?hostaddr=127.0.0.1
            postgresql://reader@/names_one?host={s}&port={a}
            postgresql://reader@{e}:{a}/names_one
            postgresql://reader@/names_one                                   | PGHOST={s} PGPORT={b}
            host=127.0.0.1 port={a} dbname=names_one user=reader
            host=127.0.0.1 port={a} dbname='names +/three' user=reader
            host = 127.0.0.1 port= {a} dbname =names\\_one user=reader sslmode=prefer
            hostaddr=127.0.0.1 port={a},{b} dbname=names_one user=reader
            host={s},127.0.0.1 port=1,{b} dbname=names_one user=reader
            dbname=names_one                                                 | PGHOST=127.0.0.1 PGPORT={a} PGUSER=reader
                                                                             | PGHOST=127.0.0.1 PGPORT={a} PGUSER=reader
                                                                             | PGHOST=127.0.0.1 PGPORT={a} PGUSER=reader PGDATABASE=names_two
                                                                             | PGSERVICE=b PGPORT={a}
                                                                             | PGSERVICE=nowhere
            service=b
            service=b port={a} sslmode=disable                               | PGUSER=postgres
            postgresql://keeper@127.0.0.1:{a}/names_one
            postgresql://keeper@127.0.0.1:{a}/names_two
            postgresql://keeper@127.0.0.1:{a}/names_one                      | PGPASSFILE={h}/exposed
            postgresql://keeper@127.0.0.1:{b}/names_one?channel_binding=require
            postgresql://keeper@127.0.0.1:{a}/names_one?channel_binding=require
            postgresql://reader@127.0.0.1:{b}/names_one?channel_binding=require
            postgresql://reader@127.0.0.1:{a}/names_one?gssencmode=require
            postgresql://reader@127.0.0.1:{a}/names_one?gssencmode=prefer&krbsrvname=x
            postgresql://reader@127.0.0.1:{a}/names_one?application_name=x&connect_timeout=3&client_encoding=LATIN1
            postgresql://reader@127.0.0.1:{a}/names_one?connect_timeout=soon
            postgresql://reader@127.0.0.1:{a}/names_one?options=-c%20search_path%3Dx&keepalives=0&tcp_user_timeout=9
            postgresql://reader@127.0.0.1:{a}/names_one?options=-c%20no_such%3Dx
            postgresql://reader@127.0.0.1:{b}/names_one?sslcert=/no/such&sslkey=/no/such
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=require      | HOME={h}/strict
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=verify-ca    | HOME={h}/strict
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=disable      | HOME={h}/strict
            postgresql://reader@127.0.0.1:{b}/names_one                      | HOME={h}/strict
            postgresql://reader@127.0.0.1:{a}/names_one                      | HOME={h}/strict
            postgresql://reader@127.0.0.1:{b}/names_one?sslmode=allow        | HOME={h}/strict
            postgresql://reader@127.0.0.1:{b}/names_one                      | PGSSLROOTCERT={c}
            postgresql://reader@127.0.0.1:{a}/no_such                        | PGSSLROOTCERT={c}
            postgresql://keeper@127.0.0.1:{b}/names_two                      | PGSSLROOTCERT={c}
            postgresql://reader@127.0.0.1:{a}/names_one?sslcompression=0&sslsni=1&requirepeer=
            postgresql://reader@127.0.0.1:{a}/names_one?user=
            postgresql://@127.0.0.1:{a}/names_one
            postgresql://:word@127.0.0.1:{a}/names_one
            postgresql://reader:@127.0.0.1:{a}/names_one?
            postgresql://reader@127.0.0.1:{a},/names_one
            postgresql://reader@LOCALHOST:{a}/names_one
            postgresql://reader@127.1:{a}/names_one
            postgresql://reader@[127.0.0.1]:{a}/names_one
            postgresql://reader@127.0.0.1:%20{a}/names_one
            postgresql://reader@127.0.0.1:{a}x/names_one
            postgresql://reader@127.0.0.1:{a}/names_one?user
            postgresql://reader@127.0.0.1:{a}/names_one&dbname=names_two
            postgresql://reader@127.0.0.1:{a}/names_one?dbname=names_two&
            postgresql://reader@127.0.0.1:{a}/names_one?dbname=names_two&&user=reader
            postgresql://reader@127.0.0.1:{a}/names_one?dbname=a=b
            postgresql://reader@127.0.0.1:{a}/names_one?Dbname=names_two
            postgresql://reader@127.0.0.1:{a}/names_one?db%6Eame=names%5Ftwo
            host=127.0.0.1 port=' {a} ' dbname=names_one user=reader
            host=127.0.0.1 port={a} dbname='a=b' user=reader
            host=127.0.0.1 port={a} dbname=names_one user=reader dbname=names_two
            host=127.0.0.1 port={a} dbname='names_one user=reader
            host=127.0.0.1 port={a} dbname='names_one'user=reader
            host=127.0.0.1 port={a} dbname
            host=127.0.0.1 port={a} DBNAME=names_one user=reader
            port={a} dbname=names_one user=reader                            | PGHOSTADDR=127.0.0.1
            host=no-such.invalid port={a} dbname=names_one user=reader       | PGHOSTADDR=127.0.0.1
            service=b                                                        | PGSERVICEFILE={h}/no-such
            service=c                                                        | PGSYSCONFDIR={h}
            service=c dbname=names_two                                       | PGSYSCONFDIR={h} HOME={h}/strict
            service=b                                                        | PGSYSCONFDIR={h} HOME={h}/strict
            service=d                                                        | PGSYSCONFDIR={h} HOME={h}/strict
            user=reader                                                      | PGHOST=127.0.0.1 PGPORT={a} PGDATABASE=
            user=reader dbname=names_one                                     | PGHOST=127.0.0.1,127.0.0.1 PGPORT=1,{a}
            user=reader dbname=names_one host=127.0.0.1 port={b}             | PGREQUIRESSL=1
            user=reader dbname=names_one host=127.0.0.1 port={a}             | PGREQUIRESSL=1
            user=reader dbname=names_one host=127.0.0.1 port={a}             | PGREQUIRESSL=0
            user=reader dbname=names_one host=127.0.0.1 port={b}             | PGCHANNELBINDING=
            user=reader dbname=names_one host=127.0.0.1 port={b}             | PGSSLMODE=
            user=reader dbname=names_one host=127.0.0.1 port={b}             | PGOPTIONS=-cdefault_transaction_read_only=on
            user=reader dbname=names_one host=127.0.0.1 port={a} target_session_attrs=read-only | PGOPTIONS=-cdefault_transaction_read_only=on
            user=reader dbname=names_one host=127.0.0.1 port={a} requiressl=1
            user=reader dbname=names_one host=127.0.0.1 port={a} ssl=true
            user=reader dbname=names_one host=127.0.0.1 port={a} sslsni=0    |                       | refused
            user=reader dbname=names_one host=127.0.0.1 port={a} sslcrl=/x   |                       | refused
            user=reader dbname=names_one host=127.0.0.1 port={a}             | PGTZ=UTC              | refused
            postgresql://reader@127.0.0.1:{a}/a@b                            |                       | refused
            """;

    @TempDir
    private Path home;

    @Test
    void nameTheSameDatabaseAsInPsql() throws Exception {
        assumeTrue(psql().isPresent(), "psql is not on the path");
        PostgresServer a = PostgresServer.start(PostgresServer.versions().get(0));
        PostgresServer b = PostgresServer.start(PostgresServer.versions().get(0));
        try (a;
                b) {
            prepare(a);
            prepare(b);
            b.execute("postgres", "CREATE DATABASE names_on_b");
            Path certificate = SelfSigned.in(home).serve(new PostgresShop(b));
            b.becomeStandby();
            writeFiles(b);
            Path strict = Files.createDirectories(home.resolve("strict/.postgresql"));
            SelfSigned.in(strict);
            Files.copy(strict.resolve("server.crt"), strict.resolve("root.crt"));
            String sockets = socketDirectory(a);
            List<String> table = new ArrayList<>(List.of("| name | psql | ouigate |", "| --- | --- | --- |"));
            List<String> differing = new ArrayList<>();

            for (String row : NAMES.lines().toList()) {
                String[] columns = row.replace("{a}", String.valueOf(a.port()))
                        .replace("{b}", String.valueOf(b.port()))
                        .replace("{s}", sockets)
                        .replace("{e}", sockets.replace("/", "%2F"))
                        .replace("{c}", certificate.toString())
                        .replace("{h}", home.toString())
                        .split("\\|", -1);
                Map<String, String> variables = variables(columns.length > 1 ? columns[1].strip() : "");
                String psql = psql(columns[0].strip(), variables);
                String ouigate = ouigate(columns[0].strip(), variables);
                String line = "| " + row.strip().replace("|", "with") + " | " + psql + " | " + ouigate + " |";
                table.add(line);
                boolean isToBeRefused = columns.length > 2 || psql.equals("fails");
                if (!ouigate.equals(psql) && !(isToBeRefused && ouigate.startsWith("refused"))) {
                    differing.add(line);
                }
            }

            Files.write(Path.of("target", "names-as-psql.md"), table);
            table.forEach(System.out::println);
            assertThat(table).hasSizeGreaterThan(50);
            assertThat(differing).isEmpty();
        }
    }

    private static void prepare(PostgresServer server) {
        server.execute(
                "postgres",
                "CREATE ROLE reader LOGIN",
                "CREATE ROLE signs LOGIN PASSWORD 'k?e#y$&=+^' IN ROLE with_password",
                "CREATE ROLE keeper LOGIN PASSWORD 'kept' IN ROLE with_password",
                "DO $$BEGIN IF current_user <> '" + ME + "' THEN CREATE ROLE \"" + ME + "\" LOGIN; END IF; END$$");
        for (String database : List.of(ME, "reader", "names_one", "names_two", "names_read_only", "names +/three")) {
            server.execute("postgres", "CREATE DATABASE \"" + database + "\"");
        }
        server.execute("postgres", "ALTER DATABASE names_read_only SET default_transaction_read_only = on");
    }

    private void writeFiles(PostgresServer b) throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), """
                [b]
                host=127.0.0.1
                port=%d
                dbname=names_two
                user=reader
                """.formatted(b.port()));
        Files.writeString(home.resolve("pg_service.conf"), """
                [b]
                host=no-such.invalid
                [c]
                hostaddr=127.0.0.1
                port = wrong
                [d]
                hostaddr=127.0.0.1
                port=%d
                user=reader
                """.formatted(b.port()));
        String passwords = "127.0.0.1:*:names_one:keeper:kept\n127.0.0.1:*:*:keeper:wrong\n";
        Files.setPosixFilePermissions(
                Files.writeString(home.resolve(".pgpass"), passwords), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(
                Files.writeString(home.resolve("exposed"), passwords), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static String socketDirectory(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet directories = statement.executeQuery("SHOW unix_socket_directories")) {
            directories.next();
            return directories.getString(1).split(",", -1)[0];
        }
    }

    private Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>(Map.of("HOME", home.toString()));
        for (String variable : text.split(" ", -1)) {
            if (!variable.isEmpty()) {
                variables.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
            }
        }
        return variables;
    }

    private static Optional<Path> psql() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "psql"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String psql(String name, Map<String, String> variables) {
        List<String> command =
                new ArrayList<>(List.of(psql().orElseThrow().toString(), "-XAtwc", SERVER_DATABASE_ROLE_ENCRYPTED));
        if (!name.isEmpty()) {
            command.addAll(List.of("-d", name));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
        builder.environment().putAll(variables);
        EndedProgram ended = EndedProgram.of(builder, PATIENCE);
        return ended.code() == 0 ? ended.output().strip() : "fails";
    }

    private String ouigate(String name, Map<String, String> variables) {
        LibpqEnvironment environment = LibpqEnvironment.of(variables, Optional.empty(), Optional.of(ME), home);
        try (Connection connection = new Connector(
                                name.isEmpty()
                                        ? DatabaseUrl.ofVariables(Optional.empty(), environment)
                                        : DatabaseUrl.parse(name, Optional.empty(), environment),
                                new PostgresDialect())
                        .open("ouigate test");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(SERVER_DATABASE_ROLE_ENCRYPTED)) {
            answer.next();
            return answer.getString(1);
        } catch (OuigateException e) {
            return "refused (" + e.problem().key() + ")";
        } catch (SQLException e) {
            throw new AssertionError(name, e);
        }
    }
}
