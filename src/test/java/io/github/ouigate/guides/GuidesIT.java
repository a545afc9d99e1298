package io.github.ouigate.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Each command of README.md and of the guides does what is printed there. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the word is typed by way of the command script of util-linux")
class GuidesIT {
    @Test
    void readmeIsAsPrinted() throws Exception {
        assertAsPrinted(List.of(Guide.README));
    }

    @Test
    @Tag("slow")
    void othersAreAsPrinted() throws Exception {
        assertAsPrinted(Guide.all().stream()
                .filter(guide -> !guide.equals(Guide.README))
                .toList());
    }

    private static void assertAsPrinted(List<Guide> guides) throws Exception {
        List<String> faults = new ArrayList<>();

        try (Walk walk = new Walk()) {
            for (Guide guide : guides) {
                faults.addAll(walk.through(guide));
            }
        }

        assertThat(faults).isEmpty();
    }
}
