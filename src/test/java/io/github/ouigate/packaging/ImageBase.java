package io.github.ouigate.packaging;

import io.github.ouigate.io.Sha256;
import io.github.ouigate.testing.EndedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Creates the parts of the image besides the program: a base image from the build's JDK and its machine's C library,
 * without a registry; and the unpacked native libraries, so that nothing is unpacked at run time.
 */
final class ImageBase {
    /** The path of the runtime, as in Temurin's images. */
    private static final String RUNTIME = "opt/java/openjdk";

    /** The modules found by {@code jdeps}, and those loaded as services: encryption, Kerberos, French. */
    private static final String MODULES = "java.desktop,java.management,java.naming,java.net.http,java.security.jgss,"
            + "java.sql,jdk.crypto.ec,jdk.localedata,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported";

    /** Libraries for graphics and sound, which the image does not use and which require a desktop's libraries. */
    private static final Pattern OF_A_DESKTOP =
            Pattern.compile("lib(awt|font|free|javajpeg|jawt|jsound|lcms|mlib|splash).*");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final Path root;

    private ImageBase(Path directory) {
        this.directory = directory;
        this.root = directory.resolve("base");
    }

    /** Creates both in the directory of the first argument, with the libraries of the second. */
    public static void main(String[] args) throws IOException {
        ImageBase base = new ImageBase(Path.of(args[0]));
        run("rm", "-rf", args[0]);
        base.unpackNativeLibraries(Path.of(args[1]));
        Files.copy(Path.of("LICENSE"), base.directory.resolve("program/LICENSE"));
        base.linkRuntime();
        base.copySystemLibraries();
        base.describeUsers();
        base.pack();
    }

    private void unpackNativeLibraries(Path libraries) throws IOException {
        String arch = System.getProperty("os.arch");
        Path to = Files.createDirectories(directory.resolve("program/native"));
        unpack(libraries, "zstd-jni-", "linux/" + arch + "/libzstd-jni-.*\\.so", to.resolve("libzstd-jni.so"));
        unpack(
                libraries,
                "junixsocket-native-common-",
                "lib/" + arch + "-Linux-[a-z]+/jni/libjunixsocket-native-[0-9.]+\\.so",
                to.resolve("libjunixsocket-native.so"));
    }

    private static void unpack(Path libraries, String jar, String name, Path to) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith(jar))
                    .findFirst()
                    .orElseThrow();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                ZipEntry entry = zip.stream()
                        .filter(candidate -> candidate.getName().matches(name))
                        .findFirst()
                        .orElseThrow();
                try (InputStream bytes = zip.getInputStream(entry)) {
                    Files.copy(bytes, to);
                }
            }
        }
    }

    private void linkRuntime() throws IOException {
        Path runtime = root.resolve(RUNTIME);
        Files.createDirectories(runtime.getParent());
        run(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules=" + MODULES,
                "--include-locales=en,fr",
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--output=" + runtime);
        run(runtime.resolve("bin/java").toString(), "-Xshare:dump");
    }

    /** Copies the libraries that the dynamic linker would load: the C library and the runtime's other dependencies. */
    private void copySystemLibraries() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(ImageBase::isLinked).sorted().toList()) {
                Pattern.compile("(/\\S+) \\(0x")
                        .matcher(EndedProgram.of(new ProcessBuilder("ldd", file.toString()), PATIENCE)
                                .output())
                        .results()
                        .map(MatchResult::group)
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .filter(library -> !library.startsWith(directory.toString()))
                        .forEach(found::add);
            }
        }
        for (String library : found) {
            Path to = root.resolve(library.substring(1));
            Files.createDirectories(to.getParent());
            Files.copy(Path.of(library).toRealPath(), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isLinked(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".so") || file.endsWith("bin/java"))
                && !OF_A_DESKTOP.matcher(name).matches();
    }

    private void describeUsers() throws IOException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(
                etc.resolve("passwd"),
                "root:x:0:0:root:/root:/nologin\nouigate:x:10001:10001:ouigate:/nonexistent:/nologin\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nouigate:x:10001:\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        run("install", "-d", "-m", "1777", root.resolve("tmp").toString());
    }

    /** Writes the base as a file with one layer, like {@code docker save}. */
    private void pack() throws IOException {
        Path layer = directory.resolve("layer.tar");
        run(
                "chmod",
                "-R",
                "u+rwX,go+rX,go-w",
                root.resolve("opt").toString(),
                root.resolve("etc").toString());
        tar(layer, root, ".");
        Files.writeString(directory.resolve("config.json"), """
                {"architecture": "%s", "os": "linux",
                 "config": {"Env": ["PATH=/%s/bin", "JAVA_HOME=/%2$s"]},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
                """.formatted(architecture(), RUNTIME, sha256(layer)));
        Files.writeString(directory.resolve("manifest.json"), """
                [{"Config": "config.json", "RepoTags": [], "Layers": ["layer.tar"]}]
                """);
        tar(directory.resolve("base.tar"), directory, "manifest.json", "config.json", "layer.tar");
        Files.delete(layer);
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : System.getProperty("os.arch");
    }

    private static void tar(Path file, Path from, String... names) {
        List<String> command = new ArrayList<>(List.of("tar", "--create", "--file=" + file, "--directory=" + from));
        command.addAll(List.of("--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"));
        command.addAll(List.of(names));
        run(command.toArray(String[]::new));
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream bytes = new DigestInputStream(Files.newInputStream(file), Sha256.begin())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return Sha256.text(bytes.getMessageDigest().digest());
        }
    }

    private static void run(String... command) {
        EndedProgram ended = EndedProgram.of(new ProcessBuilder(command), PATIENCE);
        if (ended.code() != 0) {
            throw new UncheckedIOException(new IOException(String.join(" ", command) + "\n" + ended.output()));
        }
    }
}
