package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresShop;
import java.util.List;

/**
 * The contents of a shop without the rows of concurrent writers.
 *
 * @param conversations the number of initial conversations that remain
 * @param messages the number of initial messages that remain
 * @param attachments the number of attachments of these messages
 * @param digest the digest of these conversations and messages
 * @param others the digest of users, orders and foreign key definitions
 */
record Inventory(long conversations, long messages, long attachments, String digest, String others) {
    /** Returns the contents; writers change {@code updated_at} of conversations, which is then ignored. */
    static Inventory of(PostgresShop shop, boolean withWriters) {
        String conversation = withWriters ? "(id, user_id, order_id, subject, closed, created_at)" : "message_threads";
        String[] conversations = rows(shop, "message_threads", "NOT starts_with(subject, 'w ')", conversation);
        String[] messages = rows(shop, "messages", "NOT starts_with(content, 'w ')", "messages");
        String[] users = rows(shop, "users", "true", "users");
        String[] orders = rows(shop, "orders", "true", "orders");
        return new Inventory(
                Long.parseLong(conversations[0]),
                Long.parseLong(messages[0]),
                shop.count("attachments"),
                conversations[1] + " " + messages[1],
                users[1] + " " + orders[1] + " " + keys(shop));
    }

    /** Returns the number of rows and a digest of them independent of their order. */
    private static String[] rows(PostgresShop shop, String table, String condition, String row) {
        return shop.value("SELECT count(*), sum(hashtextextended(" + row + "::text, 0)) FROM " + table + " WHERE "
                        + condition)
                .split("\\|", -1);
    }

    private static List<String> keys(PostgresShop shop) {
        return shop.rows("SELECT concat_ws(' ', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))"
                + " FROM pg_constraint WHERE contype = 'f' ORDER BY 1");
    }

    /** Returns whether no initial conversation remains. */
    boolean isEmpty() {
        return conversations == 0 && messages == 0 && attachments == 0;
    }
}
