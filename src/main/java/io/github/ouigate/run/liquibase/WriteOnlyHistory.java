package io.github.ouigate.run.liquibase;

import java.util.List;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.StandardChangeLogHistoryService;

/**
 * The ledger as Liquibase writes it. To know whether a changeset is to be executed, Liquibase would read every row of the
 * ledger into memory; a run has asked for those of its changeset and its tag before, and goes on only if there are none.
 */
public final class WriteOnlyHistory extends StandardChangeLogHistoryService {
    @Override
    public List<RanChangeSet> getRanChangeSets() {
        return List.of();
    }
}
