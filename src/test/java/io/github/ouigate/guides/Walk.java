package io.github.ouigate.guides;

import io.github.ouigate.guides.Guide.Block;
import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ScratchDirectory;
import io.github.ouigate.testing.ShopApplication;
import io.github.ouigate.testing.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Executes the commands of a guide in a shell on a separate server, and compares the output with the transcripts. Only
 * the port and placeholder names are replaced. Each guide begins with a new shop. These languages and directions are
 * supported:
 *
 * <ul>
 *   <li>{@code sh}: executed, each line must exit with 0; {@code skip}: not executed, like lines that begin with {@code
 *       mvn}; {@code fresh}: in a new shop; {@code fails=4}: the last line must exit with 4; {@code if=psql,zstd}: only
 *       if these programs are on the path; {@code waiting}: while a run waits for an application's transaction
 *   <li>{@code text}: part of the output of the last {@code sh} block, lines can be omitted; {@code skip}: not compared
 *   <li>{@code console}: commands after {@code $}, each with its output as in {@code text}
 *   <li>{@code sql run}: executed in the shop
 * </ul>
 */
public final class Walk implements AutoCloseable {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String SHOP = "shop";
    private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1", "TERM", "dumb");

    private final PostgresServer server;
    private final PostgresShop template;
    private final ShopApplication application;
    private final ScratchDirectory scratch = new ScratchDirectory();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Path directory = scratch.path();
    private String guide = "";
    private String printed = "";

    /** Prepares a walk. */
    public Walk() throws IOException {
        List<Integer> versions = PostgresServer.versions();
        server = PostgresServer.start(versions.get(versions.size() - 1));
        template = new PostgresShop(server);
        application = new ShopApplication(PostgresShop.named(SHOP, server));
        places.put("postgresql://utilisateur@hôte:5432/base", "postgresql://postgres@127.0.0.1:5515/shop");
        places.put("127.0.0.1:5515", "127.0.0.1:" + server.port());
        places.put("https://shop.example", application.url(""));
    }

    /** Executes some guides, or all; prints the differences, and exits with 1 if there are any. */
    public static void main(String[] args) throws Exception {
        List<Guide> guides = args.length == 0
                ? Guide.all()
                : Stream.of(args).map(Path::of).map(Guide::new).toList();
        int faults = 0;
        try (Walk walk = new Walk()) {
            for (Guide guide : guides) {
                List<String> found = walk.through(guide);
                found.forEach(System.out::println);
                System.out.println(
                        guide.file() + ": " + (found.isEmpty() ? "as printed" : found.size() + " differences"));
                faults += found.size();
            }
        }
        System.exit(faults == 0 ? 0 : 1);
    }

    /** Returns the differences. */
    List<String> through(Guide followed) throws Exception {
        guide = followed.file().toString();
        printed = "";
        faults.clear();
        makeDirectory();
        makeShop();
        for (Block block : followed.blocks()) {
            switch (block.language()) {
                case "sh" -> run(block);
                case "text" -> compare(block, block.text());
                case "console" -> converse(block);
                case "sql" -> {
                    if (block.has("run")) {
                        server.execute(SHOP, block.text());
                    }
                }
                default -> {} // an example of a file
            }
        }
        return List.copyOf(faults);
    }

    /** Creates a directory that resembles a checkout. */
    private void makeDirectory() throws IOException {
        directory = Files.createTempDirectory(scratch.path(), "checkout");
        for (String linked : List.of("scripts", "target", "changelogs")) {
            Files.createSymbolicLink(directory.resolve(linked), PROJECT.resolve(linked));
        }
        Files.writeString(directory.resolve("headers"), "Authorization: " + ShopApplication.TOKEN + "\n");
        places.put("/home/dba/ouigate", directory.toString());
    }

    private void makeShop() {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + SHOP + " WITH (FORCE)",
                "CREATE DATABASE " + SHOP + " TEMPLATE " + template.database());
    }

    /** Returns whether these programs are on the path. */
    static boolean isThere(String programs) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + programs)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void run(Block block) throws Exception {
        if (block.has("skip")
                || block.text().startsWith("mvn ")
                || !isThere(block.value("if").orElse("sh").replace(',', ' '))) {
            printed = "";
            return;
        }
        if (block.has("fresh")) {
            makeShop();
        }
        List<String> commands = Guide.commands(block.text());
        int failing = block.value("fails").map(Integer::parseInt).orElse(0);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < commands.size(); i++) {
            int code = i == commands.size() - 1 ? failing : 0;
            all.append(block.has("waiting") ? whileOneWaits(commands.get(i)) : shell(commands.get(i), code));
        }
        printed = all.toString();
    }

    /** Runs the command of each line that begins with a prompt, and compares its output with the following lines. */
    private void converse(Block block) throws Exception {
        for (String part : PROMPT.splitAsStream(block.text()).toList()) {
            if (!part.isEmpty()) {
                String command = part.lines().findFirst().orElseThrow();
                printed = shell(command, 0);
                compare(block, part.substring(command.length()));
            }
        }
    }

    private void compare(Block block, String transcript) {
        List<String> missing = block.has("skip") ? List.of() : Guide.missing(transcript, printed);
        if (!missing.isEmpty()) {
            faults.add(guide + ", transcript of line " + block.line() + ", not printed:\n" + String.join("\n", missing)
                    + "\n--- but:\n" + printed);
        }
    }

    /** Runs a command as one types it; on a terminal where it asks for the word, which is typed. */
    private String shell(String line, int code) throws Exception {
        String command = line;
        for (Map.Entry<String, String> place : places.entrySet()) {
            command = command.replace(place.getKey(), place.getValue());
        }
        boolean asks = command.matches(".*ouigate (apply|restore) .*")
                && !command.contains("-Dconfirmation")
                && !command.contains("--rehearse");
        Ended ended = asks ? typed(command) : piped(command);
        String text = ended.printed();
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace(place.getValue(), place.getKey());
        }
        if (ended.code() != code) {
            faults.add(guide + ": " + command + " ended with " + ended.code() + ", not " + code + ":\n" + text);
        }
        return text;
    }

    private record Ended(int code, String printed) {}

    private Ended typed(String command) {
        try (TerminalSession terminal = new TerminalSession(directory, ENVIRONMENT, command)) {
            if (terminal.await(" OUI ")) {
                terminal.type("OUI\n");
            }
            return new Ended(terminal.exitCode(), terminal.screen());
        }
    }

    private Ended piped(String command) throws Exception {
        Path out = directory.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readString(out).replace("\r", ""));
    }

    /** Runs a command while a run waits for an application that has edited a message. */
    private String whileOneWaits(String command) throws Exception {
        try (Connection editing = server.connect(SHOP);
                Statement statement = editing.createStatement()) {
            editing.setAutoCommit(false);
            statement.execute("SET application_name = 'back office'");
            statement.execute("UPDATE messages SET content = 'edited'");
            Process waiting = new ProcessBuilder(
                            PROJECT.resolve("scripts/ouigate").toString(),
                            "apply",
                            "--url=postgresql://postgres@127.0.0.1:" + server.port() + "/" + SHOP,
                            "-Dconfirmation=OUI",
                            "--lock-timeout=60s")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("waiting").toFile())
                    .start();
            try {
                Await.until("a run that waits", this::isWaiting, () -> "");
                return shell(command, 0);
            } finally {
                editing.rollback();
                waiting.destroyForcibly();
                waiting.waitFor();
            }
        }
    }

    private boolean isWaiting() {
        try (Connection connection = server.connect(SHOP);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%LOCK TABLE%messages%'")) {
            return row.next() && row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(Objects.requireNonNullElse(e.getMessage(), ""), e);
        }
    }

    @Override
    public void close() {
        application.close();
        server.close();
        scratch.close();
    }
}
