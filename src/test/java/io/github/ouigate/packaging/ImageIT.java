package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.OciImage;
import io.github.ouigate.testing.OciImage.Entry;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The image, read back layer by layer, and started on its own files as by a container engine. */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "ouigate.image", matches = ".+", disabledReason = "it is made with -Pimage")
class ImageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOME = "opt/ouigate/";

    /**
     * Changes the root to the image's files, read-only and with a noexec /tmp, as its user. Only this process sees the
     * mounts.
     */
    private static final String START = """
            set -e
            root=$1 user=$2 sockets=$3
            shift 3
            mount --bind "$root" "$root"
            cd "$root"
            mount --bind archives archives
            mount --bind "$sockets" sockets
            mount -t tmpfs -o noexec,mode=1777 tmpfs tmp
            mount -t proc proc proc
            mount -o remount,bind,ro "$root"
            exec "$(command -v chroot)" --userspec="$user" . "$@"
            """;

    @TempDir
    private Path directory;

    private OciImage image;

    @BeforeEach
    void read() throws IOException {
        image = new OciImage(Path.of(System.getProperty("ouigate.image")), directory.resolve("image"));
    }

    @Test
    void startsTheProgramAsAnUnprivilegedUser() {
        List<String> entryPoint = texts("Entrypoint");

        assertThat(entryPoint).first().isEqualTo("java");
        assertThat(entryPoint).last().isEqualTo("io.github.ouigate.Main");
        assertThat(image.config().path("User").asText()).isEqualTo("10001:10001");
        assertThat(image.entries()).extracting(Entry::owner).containsOnly("0/0");
        assertThat(image.entries())
                .filteredOn(entry -> !entry.permissions().startsWith("l"))
                .filteredOn(entry -> entry.permissions().matches(".....w....|........w.|.*[sS].*"))
                .extracting(Entry::permissions, Entry::name)
                .containsExactly(tuple("drwxrwxrwt", "tmp"));
    }

    @Test
    void hasDescriptiveLabels() {
        assertThat(texts("Env"))
                .containsExactlyInAnyOrder("PATH=/opt/java/openjdk/bin", "JAVA_HOME=/opt/java/openjdk", "LANG=C.UTF-8");
        assertThat(label("title")).isEqualTo("ouigate");
        assertThat(label("licenses")).isEqualTo("Apache-2.0");
        assertThat(label("version")).isNotEmpty();
        assertThat(image.architecture()).isEqualTo(System.getProperty("os.arch").replace("aarch64", "arm64"));
    }

    @Test
    void containsOnlyTheProgramAndItsRuntime() throws IOException {
        List<String> names = image.entries().stream().map(Entry::name).toList();
        List<String> shipped;
        try (Stream<Path> files = Files.list(Path.of("target", "lib"))) {
            shipped = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.equals("ouigate.jar"))
                    .map(name -> HOME + "libs/" + name)
                    .toList();
        }

        assertThat(names)
                .filteredOn(name -> name.startsWith(HOME + "libs/"))
                .containsExactlyInAnyOrderElementsOf(shipped);
        assertThat(names)
                .contains(
                        HOME + "classes/io/github/ouigate/Main.class",
                        HOME + "changelogs/support-threads.yaml",
                        HOME + "native/libzstd-jni.so",
                        HOME + "native/libjunixsocket-native.so",
                        HOME + "LICENSE",
                        HOME + "licenses/MPL-2.0.txt");
        assertThat(names).allMatch(name -> name.matches("(etc|lib\\d*|usr|opt|tmp)(/.*)?"));
        assertThat(names)
                .noneMatch(
                        name -> name.matches(
                                "(?i).*/(testing/.*|\\.git.*|\\.m2|settings\\.xml|\\.?pgpass|.*password.*(?<!\\.class)|.*\\.(key|p12|jks|pem))"));
        assertThat(image.layerDigests().get(1)).isEqualTo(image.layerDigests().get(0));
    }

    @Test
    void purgesAndRestoresWithANoexecTmp() throws Exception {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        List<String> before = shop.everyRow();
        Path root = unpacked();
        String[] options = {
            "--url=" + shop.url(), "--expect-database=" + shop.database(), "--archive=/archives", "-Dconfirmation=OUI"
        };

        EndedProgram apply = start(root, Path.of("/"), with("apply", options));
        assertThat(apply.code()).as(apply.output()).isZero();
        assertThat(shop.conversations()).isEmpty();

        EndedProgram restore = start(root, Path.of("/"), with("restore", options));
        assertThat(restore.code()).as(restore.output()).isZero();
        assertThat(shop.everyRow()).containsAll(before);
    }

    @Test
    void connectsThroughAUnixDomainSocketWithANoexecTmp() throws Exception {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        Path sockets = Path.of(shop.value("SHOW unix_socket_directories").split(",", -1)[0]);
        String url = "postgresql://postgres@/" + shop.database() + "?host=/sockets&port="
                + shop.server().port();

        EndedProgram plan = start(unpacked(), sockets, "plan", "--url=" + url, "--lang=fr");

        assertThat(plan.code()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("public.messages");
    }

    private Path unpacked() throws IOException {
        Path root = image.unpack();
        for (String place : List.of("proc", "sockets", "archives")) {
            Files.createDirectory(root.resolve(place));
        }
        EndedProgram chown = EndedProgram.of(
                new ProcessBuilder("chown", "10001", root.resolve("archives").toString()), PATIENCE);
        EndedProgram mount = EndedProgram.of(new ProcessBuilder("unshare", "--mount", "true"), PATIENCE);
        assumeTrue(
                chown.code() == 0 && mount.code() == 0,
                "only root can change into the files of the image, and mount what a container has");
        return root;
    }

    private EndedProgram start(Path root, Path sockets, String... args) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", START, "sh"));
        command.addAll(List.of(root.toString(), image.config().path("User").asText(), sockets.toString()));
        command.addAll(texts("Entrypoint"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        String path = System.getenv("PATH");
        builder.environment().clear();
        texts("Env").forEach(variable -> {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        });
        builder.environment().merge("PATH", path, (own, outer) -> own + ":" + outer); // for mount and chroot
        return EndedProgram.of(builder, PATIENCE);
    }

    private String label(String name) {
        return image.config()
                .path("Labels")
                .path("org.opencontainers.image." + name)
                .asText();
    }

    private List<String> texts(String name) {
        return StreamSupport.stream(image.config().path(name).spliterator(), false)
                .map(value -> value.asText())
                .toList();
    }

    private static String[] with(String command, String... options) {
        return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
    }
}
