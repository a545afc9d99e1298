package io.github.ouigate.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.Column;
import io.github.ouigate.db.TableName;
import io.github.ouigate.json.DocumentParts;
import io.github.ouigate.json.Documents;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What says of an archive what it holds: one JSON document beside the files, sealed. */
final class Manifest {
    static final String NAME = "manifest.json";

    private static final String KIND = "archive";

    private Manifest() {}

    /** Returns the sealed document of an archive, whose own digest does not matter. */
    static ObjectNode of(Archive archive) {
        Archive.Origin origin = archive.origin();
        ObjectNode json = Documents.start(KIND)
                .put("tool", origin.tool())
                .put("createdAt", origin.createdAt().toString())
                .put("runId", origin.runId().value())
                .put("operator", origin.operator());
        json.set("target", DocumentParts.of(origin.target()));
        json.set("job", job(origin.job()));
        json.put("ledgerSchema", origin.job().ledgerSchema());
        put(json.putObject("settings"), archive.settings());
        ArrayNode tables = json.putArray("tables");
        archive.tables().forEach(table -> tables.add(table(table)));
        ArrayNode foreignKeys = json.putArray("foreignKeys");
        origin.foreignKeys().forEach(foreignKeys::add);
        ArrayNode order = json.putArray("restoreOrder");
        List<ArchivedTable> parentsFirst = new ArrayList<>(archive.tables());
        Collections.reverse(parentsFirst);
        parentsFirst.forEach(table -> order.add(table.file()));
        return Documents.addDigest(json);
    }

    private static ObjectNode job(Archive.ArchivedJob job) {
        ObjectNode json = Documents.object()
                .put("changelog", job.changelog())
                .put("changeSet", job.changeSet())
                .put("author", job.author())
                .put("tag", job.tag())
                .put("checksum", job.checksum());
        put(json.putObject("properties"), job.properties());
        return json;
    }

    private static void put(ObjectNode json, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(json::put);
    }

    private static ObjectNode table(ArchivedTable table) {
        ObjectNode json = Documents.object();
        json.set("table", name(table.table()));
        json.set("deletedFrom", name(table.deletedFrom()));
        json.put("where", table.where());
        ArrayNode columns = json.putArray("columns");
        table.columns().forEach(column -> columns.addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("generated", column.generated())
                .put("identity", column.identity()));
        return json.put("file", table.file())
                .put("rows", table.rows())
                .put("bytes", table.stored().bytes())
                .put("sha256", table.stored().sha256())
                .put("contentBytes", table.content().bytes())
                .put("contentSha256", table.content().sha256())
                .put("recordsDigest", table.records());
    }

    private static ObjectNode name(TableName table) {
        return Documents.object().put("schema", table.schema()).put("name", table.name());
    }

    /**
     * Reads a manifest as it was sealed.
     *
     * @throws RefusedException if it is damaged, was edited, or is of another version
     */
    static Archive read(Path directory, String text) {
        Path file = directory.resolve(NAME);
        JsonNode json = Documents.readWithDigest(
                text,
                KIND,
                Message.of("archive.not-json", file),
                Message.of("archive.other-version", file),
                Message.of("archive.edited", file));
        try {
            Archive.Origin origin = new Archive.Origin(
                    json.path("tool").asText(),
                    Instant.parse(json.path("createdAt").asText()),
                    new RunId(json.path("runId").asText()),
                    json.path("operator").asText(),
                    DocumentParts.target(json.path("target")),
                    job(json),
                    DocumentParts.texts(json, "foreignKeys"));
            List<ArchivedTable> tables = new ArrayList<>();
            json.path("tables").forEach(table -> tables.add(table(table)));
            return new Archive(
                    directory,
                    origin,
                    DocumentParts.properties(json.path("settings")),
                    tables,
                    json.path("digest").asText());
        } catch (DateTimeException e) {
            throw new RefusedException(Message.of("archive.not-json", file), e);
        }
    }

    private static Archive.ArchivedJob job(JsonNode json) {
        JsonNode job = json.path("job");
        return new Archive.ArchivedJob(
                job.path("changelog").asText(),
                job.path("changeSet").asText(),
                job.path("author").asText(),
                job.path("tag").asText(),
                job.path("checksum").asText(),
                DocumentParts.properties(job.path("properties")),
                json.path("ledgerSchema").asText());
    }

    private static ArchivedTable table(JsonNode json) {
        List<Column> columns = new ArrayList<>();
        json.path("columns")
                .forEach(column -> columns.add(new Column(
                        column.path("name").asText(),
                        column.path("type").asText(),
                        column.path("generated").asBoolean(),
                        column.path("identity").asBoolean())));
        return new ArchivedTable(
                tableName(json.path("table")),
                tableName(json.path("deletedFrom")),
                DocumentParts.text(json, "where"),
                columns,
                json.path("file").asText(),
                json.path("rows").asLong(),
                new FileDigest(json.path("bytes").asLong(), json.path("sha256").asText()),
                new FileDigest(
                        json.path("contentBytes").asLong(),
                        json.path("contentSha256").asText()),
                json.path("recordsDigest").asText());
    }

    private static TableName tableName(JsonNode json) {
        return new TableName(json.path("schema").asText(), json.path("name").asText());
    }
}
