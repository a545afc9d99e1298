package io.github.ouigate.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionTest {
    @Test
    void endsWithALineBreakForTrailingComments() {
        Condition condition = new Condition("age > 2 -- years");

        assertThat(condition.where()).isEqualTo(" WHERE age > 2 -- years\n");
        assertThat(condition.negated().where()).isEqualTo(" WHERE (age > 2 -- years\n) IS NOT TRUE\n");
    }

    @Test
    void selectsEveryRowWithoutSql() {
        assertThat(Condition.NONE.where()).isEmpty();
        assertThat(Condition.NONE.negated().where()).isEqualTo(" WHERE FALSE\n");
    }
}
