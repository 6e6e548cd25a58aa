package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@code make matrix} wrote belongs to the stories as they are. Plays nothing. */
class MatrixTest {
    @Test
    void everyStoryHasBeenPlayedAsItIsNow() throws IOException {
        assertThat(MatrixFile.read().stale())
                .as(
                        "stories that have changed since real clients played them; run 'make matrix', which plays just these")
                .isEmpty();
    }

    @Test
    void pageTellsWhatTheFileHas() throws IOException {
        assertThat(MatrixPage.PAGE)
                .as("docs/matrix.md is made of docs/matrix.json; run 'make matrix'")
                .hasContent(new MatrixPage(MatrixFile.read()).text());
    }
}
