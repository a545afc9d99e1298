/** Liquibase's own tables, by plain SQL: DATABASECHANGELOG and DATABASECHANGELOGLOCK. */
@NullMarked
package io.github.ouigate.ledger;

import org.jspecify.annotations.NullMarked;
