package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A shop on PostgreSQL, planned and purged with the bundled job or its own one. */
public final class PurgedShop {
    /** The only hazard of the unchanged shop: a foreign key without an index. */
    public static final String AS_IT_IS = "NOTE MISSING_INDEX public.messages";

    private final PostgresShop shop;
    private Optional<Path> job = Optional.empty();
    private Optional<String> role = Optional.empty();
    private String parameters = "";

    public PurgedShop(int version) {
        this.shop = new PostgresShop(PostgresServer.version(version));
        shop.execute("ALTER DATABASE " + shop.database() + " SET timezone = 'UTC'"); // for roles that see no other
    }

    public PostgresShop shop() {
        return shop;
    }

    public void execute(String... statements) {
        shop.execute(statements);
    }

    /** Uses its own job from now on; the deletes have the form of {@link JobFile#in}. */
    public void job(Path directory, String... deletes) {
        job = Optional.of(JobFile.in(directory, deletes));
    }

    /** Connects as a new role with the given privileges and a ledger of its own from now on; returns its SQL name. */
    public String connectAs(String name, String... rights) {
        String unique = name + " of " + shop.database();
        String sql = '"' + unique.replace("\"", "\"\"") + '"';
        execute("CREATE ROLE " + sql + " LOGIN", "GRANT USAGE, CREATE ON SCHEMA public TO " + sql);
        for (String right : rights) {
            execute("GRANT " + right + " TO " + sql);
        }
        role = Optional.of(unique);
        return sql;
    }

    /** Adds parameters to the URL from now on. */
    void urlParameters(String query) {
        parameters = "?" + query;
    }

    public List<String> hazards(String... options) {
        return Hazards.in(run("plan", options));
    }

    /** Returns the plan's document. */
    public JsonNode plan(String... options) {
        try {
            return new ObjectMapper().readTree(run("plan", options).out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the first hazard with a code; the plan must have it. */
    public JsonNode hazard(Hazard.Code code, String... options) {
        for (JsonNode hazard : plan(options).path("hazards")) {
            if (hazard.path("code").asText().equals(code.name())) {
                return hazard;
            }
        }
        throw new AssertionError("no " + code);
    }

    /** Returns the statement in the remedy of a hazard. */
    String remedyStatement(Hazard.Code code) {
        String remedy = hazard(code).path("remedy").asText();
        assertThat(remedy).containsPattern("(GRANT|ALTER|CREATE|UPDATE) .*;");
        return remedy.replaceFirst("(?s)^.*?((?:GRANT|ALTER|CREATE|UPDATE) [^;]*;).*$", "$1");
    }

    public Result apply(String... options) {
        return run("apply", options);
    }

    void assertRefused(Hazard.Code code, String... options) {
        List<String> before = shop.everyRow();

        Result result = apply(options);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Hazards.in(result)).anyMatch(hazard -> hazard.startsWith("BLOCK " + code));
        assertThat(shop.everyRow()).isEqualTo(before);
    }

    void assertApplied(String... options) {
        Result result = apply(options);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Result run(String command, String... options) {
        List<String> args = new ArrayList<>(List.of(command, "--json", "--url", shop.url() + parameters));
        job.ifPresent(file -> args.addAll(List.of("--changelog", file.toString())));
        role.ifPresent(name -> args.addAll(List.of("--user", name)));
        args.addAll(List.of(options));
        return new CommandLineRun().withSystemProperty("confirmation", "OUI").run(args.toArray(String[]::new));
    }
}
