package io.github.ouigate.plan;

import java.util.Optional;

/**
 * A plan, and what helps to judge it, of the same moment.
 *
 * @param months of the last planned deletion, the parent of the others; empty where nothing tells or may be read
 */
public record Survey(Plan plan, Optional<MonthCounts> months) {}
