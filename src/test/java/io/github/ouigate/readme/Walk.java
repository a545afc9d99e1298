package io.github.ouigate.readme;

import io.github.ouigate.readme.Readme.Part;
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

/**
 * Does what README.md shows, command by command, in a shell, on a server of its own, and holds what is printed against
 * the transcripts. Only the port is another one, and the names that stand for the reader's own.
 */
public final class Walk implements AutoCloseable {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String SHOP = "shop";
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1", "TERM", "dumb");

    private final PostgresServer server;
    private final PostgresShop template;
    private final ShopApplication application;
    private final ScratchDirectory scratch = new ScratchDirectory();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private String printed = "";
    private boolean skipping;

    /** Prepares a walk. */
    public Walk() throws IOException {
        List<Integer> versions = PostgresServer.versions();
        server = PostgresServer.start(versions.get(versions.size() - 1));
        template = new PostgresShop(server);
        application = new ShopApplication(PostgresShop.named(SHOP, server));
        for (String linked : List.of("scripts", "target", "changelogs")) {
            Files.createSymbolicLink(scratch.path().resolve(linked), PROJECT.resolve(linked));
        }
        places.put("postgresql://utilisateur@hôte:5432/base", "postgresql://postgres@127.0.0.1:5515/shop");
        places.put("127.0.0.1:5515", "127.0.0.1:" + server.port());
        places.put("https://shop.example", application.url(""));
        places.put("/home/dba/ouigate", scratch.path().toString());
        Files.writeString(scratch.path().resolve("headers"), "Authorization: " + ShopApplication.TOKEN + "\n");
    }

    /** Walks through README.md; prints what was done, and ends with 1 if anything was not as it says. */
    public static void main(String[] args) throws Exception {
        try (Walk walk = new Walk()) {
            List<String> faults = walk.through(PROJECT.resolve("README.md"));
            faults.forEach(System.out::println);
            System.out.println(faults.isEmpty() ? "README.md is as it says." : faults.size() + " faults");
            System.exit(faults.isEmpty() ? 0 : 1);
        }
    }

    /** Returns what is not as it says. */
    public List<String> through(Path readme) throws Exception {
        for (Part part : Readme.parts(readme)) {
            switch (part.kind()) {
                case DIRECTION -> direct(part);
                case COMMANDS -> run(part);
                case TRANSCRIPT -> compare(part);
            }
        }
        return faults;
    }

    private void direct(Part part) throws Exception {
        int space = part.text().indexOf(' ');
        String rest = part.text().substring(space + 1);
        switch (space < 0 ? part.text() : part.text().substring(0, space)) {
            case "skip" -> skipping = true;
            case "if" -> skipping = !isThere(rest);
            case "new" -> {
                server.execute(
                        "postgres",
                        "DROP DATABASE IF EXISTS " + SHOP + " WITH (FORCE)",
                        "CREATE DATABASE " + SHOP + " TEMPLATE " + template.database());
            }
            case "sql" -> server.execute(SHOP, rest);
            case "run" -> printed = shell(rest);
            case "waiting" -> printed = whileOneWaits(rest);
            default -> throw new IllegalArgumentException("line " + part.line() + ": " + part.text());
        }
    }

    /** Returns whether these programs are on the path, which README.md does not say that a reader has. */
    static boolean isThere(String programs) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + programs)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void run(Part part) throws Exception {
        if (skipping) {
            skipping = false;
            return;
        }
        StringBuilder all = new StringBuilder();
        for (String command : Readme.commands(part.text())) {
            all.append(shell(command));
        }
        printed = all.toString();
    }

    private void compare(Part part) {
        List<String> missing = Readme.missing(part.text(), printed);
        if (!missing.isEmpty()) {
            faults.add("README.md, transcript of line " + part.line() + ", not printed:\n" + String.join("\n", missing)
                    + "\n--- but:\n" + printed);
        }
    }

    /** Runs a command as one types it; on a terminal where it asks for the word, which is typed. */
    private String shell(String line) throws Exception {
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
        if (ended.code() != 0) {
            faults.add("README.md: " + command + " ended with " + ended.code() + ":\n" + text);
        }
        return text;
    }

    private record Ended(int code, String printed) {}

    private Ended typed(String command) {
        try (TerminalSession terminal = new TerminalSession(scratch.path(), ENVIRONMENT, command)) {
            if (terminal.await(" OUI ")) {
                terminal.type("OUI\n");
            }
            return new Ended(terminal.exitCode(), terminal.screen());
        }
    }

    private Ended piped(String command) throws Exception {
        Path out = scratch.path().resolve("printed");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(scratch.path().toFile())
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
                    .redirectOutput(scratch.path().resolve("waiting").toFile())
                    .start();
            try {
                Await.until("a run that waits", this::isWaiting, () -> "");
                return shell(command);
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
