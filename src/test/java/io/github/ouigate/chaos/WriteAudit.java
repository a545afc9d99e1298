package io.github.ouigate.chaos;

import io.github.ouigate.chaos.Write.Answer;
import io.github.ouigate.testing.PostgresShop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Compares the answers to writers with the rows: each conversation exists completely or not at all. */
final class WriteAudit {
    private final boolean outage;
    private final Set<UUID> conversations;
    private final Set<UUID> messages;
    private final List<String> violations = new ArrayList<>();

    /** Reads the rows; {@code outage} is whether connections of writers may have broken. */
    WriteAudit(PostgresShop shop, boolean outage) {
        this.outage = outage;
        conversations = uuids(shop, "SELECT id FROM message_threads");
        messages = uuids(shop, "SELECT id FROM messages WHERE content LIKE 'w %'");
        String orphans = shop.value(
                "SELECT count(*) FROM messages m WHERE NOT EXISTS (SELECT FROM message_threads t WHERE t.id = m.thread_id)");
        if (!orphans.equals("0")) {
            violations.add(orphans + " messages without a conversation");
        }
    }

    private static Set<UUID> uuids(PostgresShop shop, String sql) {
        return shop.rows(sql).stream().map(UUID::fromString).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Returns the contradictions.
     *
     * @param purge the start of the run and a time by which it had ended
     */
    List<String> violations(List<Write> writes, TransactionOutcome fate, TimeSpan purge) {
        Set<UUID> written = new HashSet<>();
        for (Write write : writes) {
            written.addAll(write.messages());
            checkWhole(write);
            if (!outage && (write.answer() == Answer.LOST || write.answer() == Answer.ROLLED_BACK)) {
                violations.add("a writer lost its connection: " + write);
            }
            if (fate == TransactionOutcome.ROLLED_BACK) {
                checkNothingWasTaken(write);
            } else if (write.opens() && write.answer() == Answer.COMMITTED) {
                checkTakenInTime(write, purge);
            }
        }
        if (!written.containsAll(messages)) {
            violations.add("messages that nobody wrote");
        }
        return List.copyOf(violations);
    }

    /**
     * Checks that a message exists if and only if its conversation does; after a lost commit, all of its rows may be
     * missing.
     */
    private void checkWhole(Write write) {
        long present = write.messages().stream().filter(messages::contains).count();
        boolean all = present == write.messages().size();
        boolean none = present == 0;
        boolean there = conversations.contains(write.conversation());
        boolean whole =
                switch (write.answer()) {
                    case COMMITTED -> there ? all : none;
                    case LOST -> there ? all || (none && !write.opens()) : none;
                    case GONE, ROLLED_BACK -> none && !(write.opens() && there);
                };
        if (!whole) {
            violations.add(present + " messages are there, and the conversation is " + (there ? "" : "not ") + "there: "
                    + write);
        }
    }

    private void checkNothingWasTaken(Write write) {
        if (write.answer() == Answer.GONE) {
            violations.add("a writer did not find a conversation, and nothing was deleted: " + write);
        }
        if (write.answer() == Answer.COMMITTED && !conversations.contains(write.conversation())) {
            violations.add("a conversation is gone, and the run was rolled back: " + write);
        }
    }

    private void checkTakenInTime(Write write, TimeSpan purge) {
        boolean there = conversations.contains(write.conversation());
        if (there && write.ended() < purge.began()) {
            violations.add("a conversation from before the run has survived it: " + write);
        }
        if (!there && write.began() > purge.ended()) {
            violations.add("a conversation from after the run is gone: " + write);
        }
    }

    /** Returns the number of writers' messages that were deleted. */
    long messagesGone(List<Write> writes) {
        return writes.stream()
                .filter(write -> write.answer() == Answer.COMMITTED)
                .flatMap(write -> write.messages().stream())
                .filter(message -> !messages.contains(message))
                .count();
    }

    /** Returns the number of writers' conversations that were deleted. */
    long conversationsGone(List<Write> writes) {
        return writes.stream()
                .filter(write -> write.answer() == Answer.COMMITTED && write.opens())
                .filter(write -> !conversations.contains(write.conversation()))
                .count();
    }
}
