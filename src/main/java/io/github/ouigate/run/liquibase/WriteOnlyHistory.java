package io.github.ouigate.run.liquibase;

import java.util.List;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.StandardChangeLogHistoryService;

/**
 * The ledger for Liquibase's writes. To decide on a changeset, Liquibase would read every row of the ledger into
 * memory. A run has already queried the rows of its changeset and tag, and continues only if there are none.
 */
public final class WriteOnlyHistory extends StandardChangeLogHistoryService {
    @Override
    public List<RanChangeSet> getRanChangeSets() {
        return List.of();
    }
}
