package io.github.ouigate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** A container image in a file of OCI's layout, which identifies each part by its digest. */
public final class OciImage {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final JsonNode manifest;
    private final JsonNode description;

    /** A file or directory of a layer, with permissions and owner as in {@code ls -ln}. */
    public record Entry(String permissions, String owner, String name) {
        private static final Pattern LINE = Pattern.compile("(\\S+) +(\\S+) +\\d+ \\S+ \\S+ (?:\\./)?(.*?)/?");

        private static Entry of(String line) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                throw new IllegalArgumentException(line);
            }
            return new Entry(entry.group(1), entry.group(2), entry.group(3));
        }
    }

    /** Reads an image and unpacks it into a new directory. */
    public OciImage(Path file, Path directory) throws IOException {
        this.directory = Files.createDirectory(directory);
        tar("--extract", file, directory);
        JsonNode manifests = json(directory.resolve("index.json")).path("manifests");
        this.manifest = json(blob(manifests.path(0).path("digest").asText()));
        this.description = json(blob(manifest.path("config").path("digest").asText()));
    }

    /** Returns the image's configuration, with the command and the user. */
    public JsonNode config() {
        return description.path("config");
    }

    public String architecture() {
        return description.path("architecture").asText();
    }

    /** Returns the digests of the layers in the image's configuration, and those of the unpacked layers. */
    public List<List<String>> layerDigests() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path layer : layers()) {
            try (DigestInputStream bytes =
                    new DigestInputStream(new GZIPInputStream(Files.newInputStream(layer)), Sha256.begin())) {
                bytes.transferTo(OutputStream.nullOutputStream());
                found.add(Sha256.text(bytes.getMessageDigest().digest()));
            }
        }
        List<String> given = StreamSupport.stream(
                        description.path("rootfs").path("diff_ids").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return List.of(given, found);
    }

    /** Returns the entries of all layers, from the lowest to the highest. */
    public List<Entry> entries() {
        return layers().stream()
                .flatMap(layer -> tar("--list", layer, directory).lines())
                .map(Entry::of)
                .filter(entry -> !entry.name().isEmpty())
                .toList();
    }

    /** Extracts the layers in order into a new directory and returns it. */
    public Path unpack() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        layers().forEach(layer -> tar("--extract", layer, root));
        return root;
    }

    private List<Path> layers() {
        return StreamSupport.stream(manifest.path("layers").spliterator(), false)
                .map(layer -> blob(layer.path("digest").asText()))
                .toList();
    }

    private Path blob(String digest) {
        return directory.resolve("blobs").resolve(digest.replace(':', '/'));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static String tar(String action, Path file, Path there) {
        List<String> command = new ArrayList<>(List.of("tar", action, "--file=" + file, "--directory=" + there));
        command.addAll(List.of("--numeric-owner", "--preserve-permissions", "--warning=no-unknown-keyword"));
        if (action.equals("--list")) {
            command.add("--verbose");
        }
        EndedProgram tar = EndedProgram.of(new ProcessBuilder(command), PATIENCE);
        if (tar.code() != 0) {
            throw new UncheckedIOException(new IOException(tar.output()));
        }
        return tar.output();
    }
}
