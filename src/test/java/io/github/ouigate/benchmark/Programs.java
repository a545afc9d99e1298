package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresShop;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command lines of the measured processes. */
final class Programs {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private Programs() {}

    /** Returns the command of a way for a shop, with the directory of archives. */
    static List<String> command(Way way, PostgresShop shop, Path archives) {
        return switch (way) {
            case OUIGATE -> ouigate("apply", shop);
            case OUIGATE_ONCE -> ouigate("apply", shop, "--keys=check-once", "--max-reader-wait=1m");
            case OUIGATE_INDEX -> ouigate("apply", shop, "--keys=index");
            case OUIGATE_TRUNCATE -> ouigate("apply", shop, "--truncate");
            case OUIGATE_ARCHIVE -> ouigate("apply", shop, "--archive=" + archives);
            case OUIGATE_RESTORE -> // of a shop of which this is a copy
                ouigate("restore", shop, "--archive=" + archives, "--expect-database=" + shop.database());
            case LIQUIBASE -> liquibase(shop);
            case INDEX, KEY, COPY_OUT, DELETES, TRUNCATE, LOAD, LOAD_THEN_KEYS -> plain(way, shop, archives);
        };
    }

    private static List<String> ouigate(String command, PostgresShop shop, String... options) {
        List<String> words =
                new ArrayList<>(List.of("scripts/ouigate", command, "--url=" + shop.url(), "-Dconfirmation=OUI"));
        words.addAll(List.of(options));
        return words;
    }

    private static List<String> plain(Way way, PostgresShop shop, Path archives) {
        return List.of(
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH,
                PlainJdbc.class.getName(),
                way.name(),
                jdbc(shop) + "?user=postgres",
                archives.toString());
    }

    private static List<String> liquibase(PostgresShop shop) {
        return List.of(
                "java",
                "-Dconfirmation=OUI",
                "-Dliquibase.analytics.enabled=false",
                "-cp",
                libraries(),
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "--search-path=.",
                "update",
                "--changelog-file=changelogs/support-threads.yaml",
                "--contexts=manual",
                "--url=" + jdbc(shop),
                "--username=postgres",
                "--password=unused");
    }

    /** Returns the class path of Liquibase, its libraries and the driver, without ouigate. */
    private static String libraries() {
        return Stream.of(CLASS_PATH.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jdbc(PostgresShop shop) {
        return "jdbc:postgresql://localhost:" + shop.server().port() + "/" + shop.database();
    }
}
