package io.github.ouigate.db.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit",
                "PostgreSQL 14.9 (Ubuntu 14.9-0ubuntu0.22.04.1) on x86_64-pc-linux-gnu, compiled by gcc (Ubuntu 11.4.0) 11.4.0, 64-bit",
                "PostgreSQL 16.1 (Homebrew) on aarch64-apple-darwin23.0.0, compiled by Apple clang version 15.0.0, 64-bit",
                "PostgreSQL 15.3 on aarch64-unknown-linux-gnu, compiled by aarch64-unknown-linux-gnu-gcc (GCC) 9.5.0, 64-bit",
                "PostgreSQL 14.5, compiled by Visual C++ build 1914, 64-bit",
                "PostgreSQL 18beta1 on x86_64-linux, compiled by gcc-12.2.0, 64-bit",
            })
    void recognisesTheVersionsOfPostgresqlPackages(String version) {
        assertThat(ServerCheck.unknown(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27 01:53:43, go1.19.10)",
                "PostgreSQL 11.2-YB-2.18.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang version 15.0.3, 64-bit",
                "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.12103",
                "PostgreSQL 14.4.0 (EnterpriseDB Advanced Server 14.4.0) on x86_64-pc-linux-gnu, compiled by gcc (GCC) 8.5.0, 64-bit",
                "PostgreSQL 9.4.26 (Greenplum Database 6.25.3 build commit:367edc6b) on x86_64-unknown-linux-gnu, compiled by gcc (GCC) 6.4.0, 64-bit",
                "PostgreSQL 9.5.0 on x86_64-unknown-linux-gnu (Materialize v0.27.0)",
                "PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB",
                "PostgreSQL 13.14.0-RisingWave-1.9.0 (f1a3d1c)",
            })
    void knowsWhatOnlySpeaksLikeIt(String version) {
        assertThat(ServerCheck.unknown(version)).isPresent();
    }
}
