package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ouigate.db.Connector;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.CuttingProxy.Cut;
import io.github.ouigate.testing.Dump;
import io.github.ouigate.testing.KnownPassword;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The password does not occur in output, files or exceptions, however it is given and whatever happens. */
class SecretsTest {
    private static final PostgresShop SHOP = new PostgresShop(PostgresServer.newest());
    private static final String ROLE = "keeper_of_" + SHOP.database();

    @TempDir
    private static Path directory;

    private static Path passwordFile = Path.of("");

    private final List<String> left = new ArrayList<>();

    /** The ways to give the password. */
    enum Way {
        URL,
        URL_OF_SQLALCHEMY,
        QUERY_OF_URL,
        QUERY_OF_JDBC_URL,
        KEYWORDS,
        SERVICE,
        AMBIENT_URL,
        PASSWORD_FILE,
        PGPASSFILE,
        OUIGATE_PASSWORD,
        PGPASSWORD,
        PROMPT;

        /** Returns a run with the password, followed by these typed lines. */
        private CommandLineRun run(String... typed) {
            CommandLineRun run = new CommandLineRun();
            if (this == PROMPT) {
                return run.typing(Stream.concat(Stream.of(KnownPassword.VALUE), Stream.of(typed))
                        .toArray(String[]::new));
            }
            if (this == OUIGATE_PASSWORD || this == PGPASSWORD) {
                run.withEnvironment(name(), KnownPassword.VALUE);
            }
            run.withEnvironment("PGSERVICEFILE", directory.resolve("services").toString());
            if (this == PGPASSFILE) {
                run.withEnvironment(name(), directory.resolve("pgpass").toString());
            }
            return run.typing(typed);
        }

        /** Runs a command on a database. */
        private Result run(CommandLineRun run, int port, String database, String command, String... options) {
            List<String> args = new ArrayList<>(List.of(command));
            if (this == AMBIENT_URL) {
                run.withEnvironment("DATABASE_URL", url("127.0.0.1:" + port, database));
                if (command.equals("apply")) {
                    args.addAll(List.of("--expect-database", database));
                }
            } else {
                args.addAll(List.of("--url", url("127.0.0.1:" + port, database)));
            }
            if (this == PASSWORD_FILE) {
                args.addAll(List.of("--password-file", passwordFile.toString()));
            }
            args.addAll(List.of(options));
            return run.run(args.toArray(String[]::new));
        }

        private String url(String host, String database) {
            String password = KnownPassword.encoded();
            String server = host + "/" + database;
            return switch (this) {
                case URL, AMBIENT_URL -> "postgresql://" + ROLE + ":" + password + "@" + server;
                case URL_OF_SQLALCHEMY -> "postgresql+psycopg2://" + ROLE + ":" + password + "@" + server;
                case QUERY_OF_URL -> "postgres://" + server + "?user=" + ROLE + "&password=" + password;
                case QUERY_OF_JDBC_URL -> "jdbc:postgresql://" + server + "?password=" + password + "&user=" + ROLE;
                case KEYWORDS ->
                    "host=127.0.0.1 port=" + server.replaceAll("^.*:|/.*$", "") + " dbname=" + database + " user="
                            + ROLE + " password = '"
                            + KnownPassword.VALUE.replace("\\", "\\\\").replace("'", "\\'") + "'";
                case SERVICE -> "postgresql://" + ROLE + "@" + server + "?service=secret";
                default -> "postgresql://" + ROLE + "@" + server;
            };
        }
    }

    @BeforeAll
    static void makeRole() throws IOException {
        SHOP.execute("CREATE ROLE " + ROLE + " LOGIN SUPERUSER PASSWORD " + KnownPassword.quoted()
                + " IN ROLE with_password");
        passwordFile = Files.writeString(directory.resolve("password"), KnownPassword.VALUE + "\n");
        Files.writeString(directory.resolve("services"), "[secret]\npassword=" + KnownPassword.VALUE + "\n");
        Path file = Files.writeString(
                directory.resolve("pgpass"), "*:*:*:" + ROLE + ":" + KnownPassword.inPasswordFile() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void searchFindsEverySecret() {
        for (String trace : List.of(
                KnownPassword.VALUE,
                KnownPassword.encoded(),
                KnownPassword.encoded().toLowerCase(Locale.ROOT),
                URLEncoder.encode(KnownPassword.VALUE, StandardCharsets.UTF_8),
                KnownPassword.inPasswordFile(),
                KnownPassword.quoted(),
                KnownPassword.VALUE.substring(0, KnownPassword.VALUE.indexOf('@')),
                KnownPassword.VALUE.substring(KnownPassword.VALUE.lastIndexOf('$')))) {
            assertThatThrownBy(() -> KnownPassword.assertNotIn("a line", "as " + trace + "\n"))
                    .isInstanceOf(AssertionError.class);
        }
        KnownPassword.assertNotIn("a line", "as nobody\n");
    }

    /** All outcomes of a run. The server requires the password, so that every plan has used it. */
    @ParameterizedTest
    @EnumSource(names = {"URL", "PROMPT"})
    @Tag("slow")
    void outputOfARunContainsNoSecret(Way way) throws IOException {
        PostgresShop shop = new PostgresShop(SHOP.server());
        Path plan = directory.resolve(way + ".json");
        String trigger = "CREATE TRIGGER object BEFORE DELETE ON message_threads EXECUTE FUNCTION object()";
        shop.execute("CREATE FUNCTION object() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'", trigger);

        expect(0, ROLE, run(way, shop, way.run(), "plan", "--json", "--verbose"));
        expect(0, ROLE, run(way, shop, way.run().in(Locale.FRENCH), "plan", "--out", plan.toString()));
        expect(3, ROLE, run(way, shop, way.run("non"), "apply"));
        expect(4, "TOO_MANY_ROWS", run(way, shop, way.run(), "apply", "--max-rows", "1", "--lang", "fr"));
        expect(5, "ROLLED_BACK", confirm(way, shop, "--json", "--verbose"));
        shop.execute("DROP TRIGGER object ON message_threads");
        expect(4, ROLE, confirm(way, shop, "--plan", plan.toString()));
        expect(0, ROLE, run(way, shop, way.run(), "plan", "--out", plan.toString()));
        expect(0, "REHEARSED", confirm(way, shop, "--rehearse", "--json", "--verbose"));
        expect(0, "COMMITTED", confirm(way, shop, "--plan", plan.toString(), "--json", "--verbose"));
        expect(0, ROLE, confirm(way, shop, "--lang", "fr"));
        expect(0, ROLE, run(way, shop, way.run(), "status"));
        expect(0, "alreadyApplied", run(way, shop, way.run(), "status", "--json"));

        assertThat(left).hasSizeGreaterThan(10).anyMatch(row -> row.contains("ouigate 2"));
        left.forEach(row -> KnownPassword.assertNotIn("the database", row));
        Dump.of(shop).forEach(row -> KnownPassword.assertNotIn("the database", row));
        KnownPassword.assertNotIn("the plan", Files.readString(plan));
    }

    @ParameterizedTest
    @EnumSource(names = {"URL", "SERVICE", "PGPASSFILE", "PROMPT"})
    @Tag("slow")
    void outputOfAConnectionAttemptContainsNoSecret(Way way) {
        int port = SHOP.server().port();
        expect(0, ROLE, run(way, SHOP, way.run(), "plan", "--json", "--verbose"));
        expect(0, ROLE, run(way, SHOP, way.run(), "status", "--lang", "fr"));
        expect(1, "does not exist", way.run(way.run(), port, "no_such_shop", "plan", "--verbose"));
        expect(1, "injoignable", way.run(way.run().in(Locale.FRENCH), 1, "shop", "plan", "--verbose"));
        SHOP.execute("ALTER ROLE " + ROLE + " PASSWORD 'another'");
        try {
            expect(1, "rejects", run(way, SHOP, way.run(), "apply", "--json", "--verbose"));
        } finally {
            SHOP.execute("ALTER ROLE " + ROLE + " PASSWORD " + KnownPassword.quoted());
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"URL", "SERVICE", "PGPASSFILE", "PROMPT"})
    void outputOfAnotherConnectionAttemptContainsNoSecret(Way way) {
        outputOfAConnectionAttemptContainsNoSecret(way);
    }

    @ParameterizedTest
    @EnumSource(names = {"URL", "PASSWORD_FILE", "PROMPT"})
    @Tag("slow")
    void outputOfABrokenConnectionContainsNoSecret(Way way) throws IOException {
        PostgresShop shop = new PostgresShop(SHOP.server());
        try (CuttingProxy proxy = new CuttingProxy(shop.server().port())) {
            CommandLineRun cutBefore = way.run().watchedBy(step -> {
                if (step == Step.DELETED) {
                    proxy.cutNow();
                }
            });
            CommandLineRun cutAfter = way.run().watchedBy(step -> {
                if (step == Step.COMMITTING) {
                    proxy.arm(Cut.BEFORE_ANSWER);
                }
            });
            String[] options = {"-Dconfirmation=OUI", "--verbose"};

            expect(5, "I/O error", way.run(cutBefore, proxy.port(), shop.database(), "apply", options));
            expect(0, "Done", way.run(cutAfter, proxy.port(), shop.database(), "apply", options));
        }
    }

    /** Exceptions can be logged by other programs. */
    @ParameterizedTest
    @EnumSource(names = {"URL", "QUERY_OF_JDBC_URL"})
    void exceptionsContainNoSecret(Way way) {
        String here = "127.0.0.1:" + SHOP.server().port();
        for (String url : List.of(
                way.url("no-such-host.invalid", "shop"),
                way.url("127.0.0.1:1", "shop"),
                way.url(here, "no_such_shop"),
                way.url(here, SHOP.database()).replace(ROLE, "nobody"))) {
            ConnectionSettings target = DatabaseUrl.parse(url);

            Throwable thrown = catchThrowable(() -> new Connector(target, new PostgresDialect()).open("ouigate test"));

            assertThat(thrown).as(target.toString()).isNotNull();
            assertNotThrown(thrown);
        }
    }

    /** Common mistakes. {p} is the password, {e} the encoded one, {db} host, port and database. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://dba:{p}@{db}",
                "postgresql://dba:{e}%@{db}",
                "postgresql://dba:{e}%zz@{db}",
                "postgresql://dba:{e}@x@{db}",
                "postgresql://dba:{e}",
                "postgresql://dba%3AE@{db}",
                "postgresql://dba/{e}@{db}",
                "postgresql://{db}&password={e}",
                "postgresql://{db};password={e}",
                "postgresql://{db}/password={e}",
                "postgresql://{db}&user=dba&password={e}",
                "postgresql://{db}?user=dba;password={e}",
                "postgresql://{db}?user=dba,password={e}",
                "postgresql://{db}?user=dba%26password={e}",
                "postgresql://{db}?user=dba:{e}",
                "postgresql://{db}??password={e}",
                "postgresql://{db}#?password={e}",
                "postgres:dba:{e}@{db}",
                "postgresql//dba:{e}@{db}",
                " postgresql://dba:{e}@{db}",
                "psql://dba:{e}@{db}",
                "jdbc:postgresql://dba:{e}@{db}",
                "jdbc:postgresql://dba:{e}/shop",
                "jdbc:postgresql:dba:{e}@{db}",
                "jdbc:postgresql:dba/{e}@{db}",
                "jdbc:postgresql://{db};user=dba;password={e}",
                "jdbc:postgresql://{db};PASSWORD={e}",
                "jdbc:postgresql://{db}&password={e}",
                "jdbc:postgresql://{db} password={e}",
                "jdbc:postgresql://{db}?user=dba;password={e}",
                "jdbc:postgresql:user=dba&password={e}",
                "jdbc:oracle:thin:dba/{e}@{db}",
                "jdbc:h2:file:./no-such?user=sa&password={e}",
                "jdbc:h2:file:./no-such,USER=sa,PASSWORD={e}",
                "jdbc:h2:file:./no-such;PASSWORD={e};CIPHER=AES;NO_SUCH={e}",
                "jdbc:h2:tcp://sa:{e}@127.0.0.1/shop",
                "host=127.0.0.1 user=dba password={p}",
                "host=127.0.0.1 port=1 user=dba password='{e}",
                "host=127.0.0.1;port=1;user=dba;password={e}",
                "host=127.0.0.1 port=1 dbname=shop;password={e}",
                "host=127.0.0.1 port={e}",
                "Host=127.0.0.1;Port=1;Password={e}",
                "postgresql://{db}?user=dba&passwd={e}",
                "postgresql://{db}?user=dba&sslmode={e}",
                "postgresql://{db}?user=dba&password={e}&{e}=1",
                "jdbc:postgresql://{db}?user=dba&password={e}&{e}=1",
                "dba:{p}@{db}",
                "{p}",
                "{e}"
            })
    @Tag("slow")
    void leavesNoTraceOfAMisspeltUrl(String misspelt) {
        String url = misspelt.replace("{db}", "127.0.0.1:1/shop")
                .replace("{p}", KnownPassword.VALUE)
                .replace("{e}", KnownPassword.encoded());

        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            CommandLineRun run = new CommandLineRun().in(locale);
            expectNothing(run.run("plan", "--verbose", "--url", url));
            expectNothing(run.withEnvironment("OUIGATE_URL", url).run("apply", "--verbose", "-Dconfirmation=OUI"));
        }
        assertNotThrown(catchThrowable(() -> new Connector(DatabaseUrl.parse(url), new PostgresDialect())
                .open("ouigate test")
                .close()));
    }

    /** Options that are invalid with a URL or contain what belongs in another option; {u} is a valid URL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan --url {u} --no-such",
                "plan --no-such --url {u}",
                "plan --no-such={u}",
                "plan --url {u} --url {u}",
                "plan --url={u} {u}",
                "plan {u}",
                "plan --ulr {u}",
                "plan --ulr={u}",
                "plan -u {u}",
                "plan -u{u}",
                "plan --json={u}",
                "plan --verbose={u}",
                "plan --no-color={u} --url={u}",
                "plan --url {u} --password {p}",
                "plan --url {u} --password={p}",
                "plan --password --url {u}",
                "plan --url {u} -p {p}",
                "plan --url {u} -p{p}",
                "plan --url {u} -W {p}",
                "plan --url {u} --user x {p}",
                "plan --url {u} --max-rows {u}",
                "plan --url {u} --max-rows",
                "plan --lang {u}",
                "plan --lang={u}",
                "plan --out {u}",
                "plan --changelog {u}",
                "plan --tag {u}",
                "plan --tag={u}",
                "plan -D {u}",
                "plan -D{u}",
                "plan -Durl={u}",
                "plan -Dpassword={p}",
                "plan --password-file {u}",
                "plan --password-file . --url {u}",
                "plan --password-file no-such-file --url {u}",
                "plan --ledger-schema",
                "apply --plan {u}",
                "apply --url {u} --lock-timeout {u}",
                "apply --url {u} --lock-attempts {u}",
                "apply --url {u} --max-drift {u}",
                "apply --url {u} --expect-database",
                "{u}",
                "{u} plan",
                "--url {u}",
                "--url {u} plan",
                "help {u}",
                "no-such-command --url {u}",
                "paln --url {u}",
                "status --url {u} extra",
                "demo --url {u}",
                "demo {u}"
            })
    @Tag("slow")
    void leavesNoTraceOfMisplacedOptions(String misplaced) {
        String good = "postgresql://dba:" + KnownPassword.encoded() + "@127.0.0.1:1/shop";
        String[] args = Stream.of(misplaced.split(" ", -1))
                .map(word -> word.replace("{u}", good).replace("{p}", KnownPassword.VALUE))
                .toArray(String[]::new);

        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            expectNothing(new CommandLineRun().in(locale).run(args));
            expectNothing(new CommandLineRun()
                    .in(locale)
                    .run(Stream.concat(Stream.of(args), Stream.of("--verbose")).toArray(String[]::new)));
        }
    }

    private Result confirm(Way way, PostgresShop shop, String... options) {
        CommandLineRun run = way.run()
                .withSystemProperty("confirmation", "OUI")
                .watchedBy(step -> left.addAll(
                        shop.rows("SELECT * FROM pg_stat_activity WHERE application_name LIKE 'ouigate %'")));
        return run(way, shop, run, "apply", options);
    }

    private static Result run(Way way, PostgresShop shop, CommandLineRun run, String command, String... options) {
        return way.run(run, shop.server().port(), shop.database(), command, options);
    }

    private static void expect(int exitCode, String text, Result result) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.output()).contains(text);
        KnownPassword.assertNotIn("the output", result.output());
    }

    private static void expectNothing(Result result) {
        assertThat(result.exitCode()).as(result.output()).isBetween(1, 2);
        assertThat(result.out()).matches("(?s)|\\{.*\"kind\" : \"error\".*"); // with --json, the document of the error
        KnownPassword.assertNotIn("the output", result.output());
    }

    private static void assertNotThrown(Throwable thrown) {
        StringWriter everything = new StringWriter();
        thrown.printStackTrace(new PrintWriter(everything));
        KnownPassword.assertNotIn("the exception", everything.toString());
    }
}
