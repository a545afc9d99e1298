package io.github.ouigate.target;

/**
 * Where to find a transaction again.
 *
 * @param xid the transaction's identifier, with epoch
 * @param lsn the position in the write-ahead log just before its commit
 */
public record TransactionMark(String xid, String lsn) {}
