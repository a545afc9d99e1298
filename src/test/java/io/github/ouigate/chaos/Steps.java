package io.github.ouigate.chaos;

import java.util.ArrayList;
import java.util.List;

/** The points that a run has reached: its start, and each step; repeated steps are numbered. */
final class Steps {
    static final String START = "START";

    private final List<String> points = new ArrayList<>(List.of(START));

    /** Records a step. */
    synchronized void add(String step) {
        long times = points.stream()
                .filter(point -> point.equals(step) || point.startsWith(step + ":"))
                .count();
        points.add(times == 0 ? step : step + ":" + (times + 1));
    }

    synchronized boolean contain(String point) {
        return points.contains(point);
    }

    synchronized String last() {
        return points.get(points.size() - 1);
    }
}
