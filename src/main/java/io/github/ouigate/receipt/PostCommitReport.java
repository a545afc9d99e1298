package io.github.ouigate.receipt;

import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PreservedTable;
import java.util.List;
import java.util.Optional;

/**
 * What was found and done after the commit.
 *
 * @param preserved the tables that stay, counted again where that is quick, else as in the plan
 * @param cascaded the tables that foreign keys deleted from or changed, with the rows that are left, if they were counted
 * @param vacuum the result of the vacuum, if one was requested
 */
public record PostCommitReport(List<PreservedTable> preserved, List<PreservedTable> cascaded, Optional<Vacuum> vacuum) {
    /**
     * The result of a vacuum.
     *
     * @param warnings why it was not done, or not for every table
     */
    public record Vacuum(List<Message> warnings) {
        public Vacuum {
            warnings = List.copyOf(warnings);
        }

        /** Returns whether every table was vacuumed. */
        public boolean isDone() {
            return warnings.isEmpty();
        }
    }

    public PostCommitReport {
        preserved = List.copyOf(preserved);
        cascaded = List.copyOf(cascaded);
    }

    /** Returns the report of a run after which nothing was counted or vacuumed. */
    static PostCommitReport none(Plan plan) {
        return new PostCommitReport(plan.preserved(), List.of(), Optional.empty());
    }
}
