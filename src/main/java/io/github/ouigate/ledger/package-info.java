/** Liquibase's tables DATABASECHANGELOG and DATABASECHANGELOGLOCK, accessed with plain SQL. */
@NullMarked
package io.github.ouigate.ledger;

import org.jspecify.annotations.NullMarked;
