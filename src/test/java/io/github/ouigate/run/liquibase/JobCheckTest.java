package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.message.OuigateException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Liquibase would execute is compared with the job before a database is touched. */
class JobCheckTest {
    private static final Job JOB = new JobReader().read(Changelog.bundled("changelogs/support-threads.yaml"), Map.of());

    @Test
    void acceptsAJobThatLiquibaseReadsInTheSameWay() {
        assertThatCode(() -> JobCheck.start(JOB).await()).doesNotThrowAnyException();
    }

    @Test
    void refusesAJobThatLiquibaseReadsDifferently() {
        Deletion narrower = new Deletion(
                JOB.deletions().get(0).schema(), JOB.deletions().get(0).table(), "id < 10");
        Job other = new Job(
                JOB.changelog(),
                JOB.content(),
                JOB.logicalFilePath(),
                JOB.changeSet(),
                JOB.author(),
                JOB.tag(),
                JOB.checksum(),
                JOB.properties(),
                List.of(narrower, JOB.deletions().get(1)),
                JOB.lines());

        assertThatThrownBy(() -> JobCheck.start(other).await())
                .isInstanceOf(OuigateException.class)
                .hasMessageContaining("id < 10");
    }
}
