package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Objects that keep contents of deleted rows are named before the run and in the receipt. */
@ParameterizedClass
@EveryPostgres
class KeptContentsTest {
    private final PurgedShop purged;
    private final PostgresShop shop;

    KeptContentsTest(int version) {
        purged = new PurgedShop(version);
        shop = purged.shop();
    }

    private List<String> kept() {
        return purged.hazards().stream()
                .filter(hazard -> !hazard.equals(PurgedShop.AS_IT_IS))
                .toList();
    }

    @Test
    void reportsNothingWithoutKeptContents() {
        shop.execute(
                "CREATE MATERIALIZED VIEW names AS SELECT email FROM users",
                "CREATE MATERIALIZED VIEW later AS SELECT content FROM messages WITH NO DATA",
                "ALTER TABLE messages ADD number oid",
                "UPDATE messages SET number = 42",
                "SELECT lo_create(0)");

        assertThat(kept()).isEmpty();
    }

    @Test
    void namesMaterializedViewsUntilTheyAreRefreshed() {
        shop.execute(
                "CREATE VIEW read AS SELECT content, thread_id FROM messages",
                "CREATE FUNCTION bodies() RETURNS SETOF text LANGUAGE sql STABLE AS 'SELECT content FROM messages'",
                "CREATE MATERIALIZED VIEW \"Texts\" AS SELECT content FROM read",
                "CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM \"Texts\" HAVING count(*) > 0",
                "CREATE MATERIALIZED VIEW pairs AS SELECT content FROM read JOIN message_threads t ON t.id = thread_id");

        assertThat(kept())
                .containsExactly(
                        "WARN MATERIALIZED_VIEW public.messages",
                        "WARN MATERIALIZED_VIEW public.messages",
                        "WARN MATERIALIZED_VIEW public.message_threads");
        assertThat(Hazards.messages("MATERIALIZED_VIEW", shop).get(0)).contains("public.Texts", "public.messages");

        String receipt = purged.apply().out();

        assertThat(receipt).contains("keeps rows of public.messages", "pg_stats");
        assertThat(shop.count("\"Texts\"")).isPositive();

        Hazards.statements("MATERIALIZED_VIEW", shop, "--tag", "another").forEach(shop::execute);

        assertThat(shop.count("\"Texts\"") + shop.count("counts") + shop.count("pairs"))
                .isZero();
    }

    /** A view of one month keeps its rows too. */
    @Test
    void namesMaterializedViewsOfPartitions() {
        shop.execute(
                "CREATE TABLE months (LIKE messages INCLUDING ALL) PARTITION BY LIST (id)",
                "CREATE TABLE month PARTITION OF months DEFAULT",
                "INSERT INTO months SELECT * FROM messages",
                "DROP TABLE messages",
                "ALTER TABLE months RENAME TO messages",
                "CREATE MATERIALIZED VIEW texts AS SELECT content FROM month");

        assertThat(kept().stream().filter(hazard -> hazard.contains("MATERIALIZED")))
                .containsExactly("WARN MATERIALIZED_VIEW public.messages");
    }

    @Test
    void namesLargeObjects() {
        shop.execute(
                "CREATE DOMAIN lo AS oid",
                "ALTER TABLE messages ADD picture lo, ADD note varchar",
                "UPDATE messages SET picture = lo_from_bytea(0, 'contents') WHERE author_user_id IS NOT NULL",
                "UPDATE messages SET note = lo_from_bytea(0, 'contents') WHERE author_user_id IS NULL");
        long pictures = shop.count("messages WHERE picture IS NOT NULL");

        assertThat(kept()).containsExactly("WARN LARGE_OBJECTS public.messages", "WARN LARGE_OBJECTS public.messages");
        assertThat(purged.hazard(Code.LARGE_OBJECTS).path("message").asText()).contains(pictures + " rows", "note");
        assertThat(purged.apply().out()).contains("column picture", "lo_unlink");
        assertThat(shop.value("SELECT count(*) FROM pg_largeobject_metadata")).isNotEqualTo("0");
    }

    @Test
    @Tag("slow")
    void ignoresLargeObjectsThatATriggerRemoves() {
        shop.execute(
                "CREATE FUNCTION lo_manage() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM lo_unlink(OLD.picture); RETURN OLD; END'",
                "ALTER TABLE messages ADD picture oid",
                "CREATE TRIGGER manage BEFORE UPDATE OR DELETE ON messages FOR EACH ROW EXECUTE FUNCTION lo_manage('picture')",
                "ALTER TABLE messages DISABLE TRIGGER USER",
                "UPDATE messages SET picture = lo_from_bytea(0, 'contents')");

        assertThat(kept()).containsExactly("WARN LARGE_OBJECTS public.messages");

        shop.execute("ALTER TABLE messages ENABLE TRIGGER USER");

        assertThat(kept()).containsExactly("WARN TRIGGER public.messages");
    }

    /** For example, https://github.com/supabase/supa_audit keeps each version of a row. */
    @Test
    void namesTriggersThatCopyRows() {
        shop.execute(
                "CREATE TABLE history (message jsonb)",
                "CREATE FUNCTION copy_it() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN Insert  Into history VALUES (to_jsonb(NEW)); RETURN NULL; END'",
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.updated_at = now(); RETURN NEW; END'",
                "CREATE TRIGGER \"Copy\" AFTER INSERT OR UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION copy_it()",
                "CREATE TRIGGER touch BEFORE UPDATE ON message_threads FOR EACH ROW EXECUTE FUNCTION touch()",
                "UPDATE messages SET content = content");

        assertThat(kept()).containsExactly("WARN COPYING_TRIGGER public.messages");
        assertThat(purged.hazard(Code.COPYING_TRIGGER).path("remedy").asText()).contains("copy_it");
        assertThat(purged.apply().out()).contains("The trigger Copy inserts into another table");
        assertThat(shop.count("history")).isEqualTo(36);

        shop.execute("ALTER TABLE messages DISABLE TRIGGER \"Copy\"");

        assertThat(purged.hazards("--tag", "another")).noneMatch(hazard -> hazard.contains("COPYING_TRIGGER"));
    }

    @Test
    void namesUnreadableCatalogs() {
        String role = purged.connectAs("purger", "SELECT, DELETE ON messages, message_threads");
        shop.execute("REVOKE SELECT ON pg_largeobject_metadata FROM PUBLIC");

        assertThat(kept()).contains("NOTE KEPT_UNREADABLE");

        shop.execute("GRANT SELECT ON pg_largeobject_metadata TO " + role);

        assertThat(kept()).doesNotContain("NOTE KEPT_UNREADABLE");
    }

    @Test
    void namesTheSubscriptionOfATable() {
        PostgresShop publisher = shop.copy();
        publisher.execute("CREATE PUBLICATION feed FOR TABLE messages");
        shop.execute(
                "CREATE SUBSCRIPTION copy CONNECTION 'host=127.0.0.1 port="
                        + shop.server().port() + " user=postgres dbname=" + publisher.database()
                        + "' PUBLICATION feed WITH (create_slot = false, enabled = false, slot_name = NONE, copy_data = false)");

        List<String> kept = kept();
        shop.execute("DROP SUBSCRIPTION copy");

        assertThat(kept).containsExactly("WARN SUBSCRIPTION public.messages");
    }

    @Test
    @Tag("slow")
    void namesPublicationsWithoutDeletes() {
        shop.execute("CREATE PUBLICATION \"Feed\" FOR TABLE messages WITH (publish = 'insert')");

        assertThat(kept()).containsExactly("WARN PUBLICATION_WITHOUT_DELETES public.messages");

        shop.execute(purged.remedyStatement(Code.PUBLICATION_WITHOUT_DELETES));

        assertThat(kept()).containsExactly("WARN PUBLICATION public.messages");
        Applying.succeeds(shop);
    }
}
