package io.github.ouigate.db.url;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the PostgreSQL driver's parameters. */
final class DriverParameters {
    /** All parameters (org.postgresql.PGProperty). */
    static final Set<String> ALL = Arrays.stream("""
                    ApplicationName PGDBNAME PGHOST PGPORT adaptiveFetch adaptiveFetchMaximum adaptiveFetchMinimum
                    allowEncodingChanges assumeMinServerVersion authenticationPluginClassName autosave binaryTransfer
                    binaryTransferDisable binaryTransferEnable cancelSignalTimeout channelBinding classLoaderStrategy
                    cleanupSavepoints connectExecutor connectExecutorArg connectTimeout convertBooleanToNumeric currentSchema
                    databaseMetadataCacheFields databaseMetadataCacheFieldsMiB defaultRowFetchSize disableColumnSanitiser
                    escapeSyntaxCallMode flushCacheOnDdl groupStartupParameters gssEncMode gssResponseTimeout
                    gssUseDefaultCreds gsslib hideUnprivilegedObjects hostRecheckSeconds jaasApplicationName jaasLogin
                    kerberosServerName loadBalanceHosts localSocketAddress logServerErrorDetail logUnclosedConnections
                    loggerFile loggerLevel loginTimeout maxResultBuffer maxSendBufferSize options password pemKeyAlgorithm preferQueryMode
                    prepareThreshold preparedStatementCacheQueries preparedStatementCacheSizeMiB protocolVersion queryTimeout
                    quoteReturningIdentifiers reWriteBatchedInserts reWriteBatchedInsertsSize readOnly readOnlyMode
                    receiveBufferSize replication requireAuth scramMaxIterations sendBufferSize service socketFactory
                    socketFactoryArg socketTimeout ssl sslNegotiation sslResponseTimeout sslcert sslfactory sslfactoryarg
                    sslhostnameverifier sslkey sslmode sslpassword sslpasswordcallback sslrootcert sspiServiceClass
                    stringtype targetServerType tcpKeepAlive tcpNoDelay unknownLength useSpnego user xmlFactoryFactory
                    """.split("\\s+", -1))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    /** The parameters that would override the server or database in the first part of a JDBC URL. */
    static final Set<String> NAMING = Set.of("PGHOST", "PGPORT", "PGDBNAME", "host", "port", "dbname", "service");

    /** The parameters that a libpq URI may have: libpq's, and those of the driver without an equivalent in libpq. */
    static final Set<String> WITH_LIBPQ = Stream.concat(
                    LibpqParameter.NAMES.stream(),
                    ALL.stream().filter(name -> !NAMING.contains(name)).filter(name -> !Set.of(
                                    "targetServerType", "loadBalanceHosts", "hostRecheckSeconds", "ssl")
                            .contains(name)))
            .collect(Collectors.toUnmodifiableSet());

    private DriverParameters() {}
}
