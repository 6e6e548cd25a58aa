package dev.norelay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.bench.row.Finding;
import dev.norelay.bench.row.Finding.Measure;
import dev.norelay.bench.row.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page says of figures and goals. */
class PageTest {
    private static final Measure CPU = new Measure("CPU", "µs");

    private final Finding finding =
            new Finding(Rows.named(List.of("persistent")).get(0));
    private final Page page = new Page();

    @Test
    void aRatioIsTakenRoundByRound() {
        measured("norelay", 12, 30, 24);
        measured("N", 10, 20, 30);
        finding.atMost(1.3, CPU, "N");
        finding.atMost(1.1, CPU, "N");

        page.goals(List.of(finding));

        assertThat(page.text())
                .contains("| CPU ≤ 1.3 × N | 1.20 (0.80 to 1.50) | met |")
                .contains("| CPU ≤ 1.1 × N | 1.20 (0.80 to 1.50) | **missed** |");
    }

    @Test
    void aGoalOverAServerThatWasLeftOutIsNeitherMetNorMissed() {
        measured("norelay", 12, 30, 24);
        finding.atMost(1.3, CPU, "N");

        page.goals(List.of(finding));

        assertThat(page.text()).contains("| CPU ≤ 1.3 × N | a server was left out | – |");
    }

    @Test
    void aTableHasMedianLeastAndGreatest() {
        measured("norelay", 12, 30, 24);
        measured("N", 1_200, 1_000, 1_100);

        page.row(finding, List.of("persistent.svg"));

        assertThat(page.text())
                .contains("| norelay | 24.0 (12.0 to 30.0) |")
                .contains("| N | 1,100 (1,000 to 1,200) |")
                .contains("(bench/persistent.svg)");
    }

    private void measured(String peer, double... rounds) {
        for (double round : rounds) {
            finding.add(CPU, peer, round);
        }
    }
}
