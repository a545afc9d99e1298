package io.github.ouigate.receipt;

import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PreservedTable;
import java.util.List;
import java.util.Optional;

/**
 * The results of the work after the commit.
 *
 * @param preserved the preserved tables, counted again if that is quick, else as in the plan
 * @param cascaded the tables that foreign keys deleted from or updated, with their remaining rows if counted
 * @param vacuum the result of the vacuum, if one was requested
 */
public record PostCommitReport(List<PreservedTable> preserved, List<PreservedTable> cascaded, Optional<Vacuum> vacuum) {
    /**
     * The result of a vacuum.
     *
     * @param warnings the reasons why it was not done, or not for every table
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

    /** Returns the report of a run without counts and vacuum. */
    static PostCommitReport none(Plan plan) {
        return new PostCommitReport(plan.preserved(), List.of(), Optional.empty());
    }
}
