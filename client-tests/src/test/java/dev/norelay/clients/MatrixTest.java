package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@code make matrix} wrote belongs to the stories as they are. Plays nothing. */
class MatrixTest {
    private static final String MADE =
            "docs/matrix.md, diagnosis.md and clients.md are made of docs/matrix.json; run 'make matrix', or this test with -Dnorelay.golden=update";

    @Test
    void everyStoryHasBeenPlayedAsItIsNow() throws IOException {
        assertThat(MatrixFile.read().stale())
                .as(
                        "stories that have changed since real clients played them; run 'make matrix', which plays just these")
                .isEmpty();
    }

    @Test
    void pagesTellWhatTheFileHas() throws IOException {
        MatrixFile matrix = MatrixFile.read();
        MatrixPage page = new MatrixPage(matrix);
        DiagnosisPage diagnosis = new DiagnosisPage(matrix, MetOtherwise.read());
        ClientsPage clients = new ClientsPage(matrix, ClientNotes.read());
        if ("update".equals(System.getProperty("norelay.golden"))) {
            page.write();
            diagnosis.write();
            clients.write();
        }
        assertThat(MatrixPage.PAGE).as(MADE).hasContent(page.text());
        assertThat(DiagnosisPage.PAGE).as(MADE).hasContent(diagnosis.text());
        assertThat(ClientsPage.PAGE).as(MADE).hasContent(clients.text());
    }

    @Test
    void everyClientIsInTheMatrix() throws IOException {
        MatrixFile matrix = MatrixFile.read();
        assertThat(matrix.versions().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        MailClient.all().stream().map(MailClient::name).toList());
        assertThat(matrix.rows())
                .allSatisfy((story, row) -> assertThat(MailClient.all())
                        .filteredOn(client -> !client.leavesOut().contains(story))
                        .extracting(MailClient::name)
                        .as("who has played %s; run 'make matrix'", story)
                        .containsExactlyInAnyOrderElementsOf(row.cells().keySet()));
    }

    @Test
    void norelayIsNeverCertainOfAWrongCause() throws IOException {
        DiagnosisPage diagnosis = new DiagnosisPage(MatrixFile.read(), MetOtherwise.read());
        assertThat(diagnosis.wronglyCertain())
                .as("mend the diagnosis, or tell in met-otherwise.tsv why it is right")
                .isEmpty();
        assertThat(diagnosis.idle())
                .as("lines of met-otherwise.tsv that explain nothing any more")
                .isEmpty();
    }

    @Test
    void whoDeliversBehindTheRemedyGetsNoDiagnosis() throws IOException {
        assertThat(new DiagnosisPage(MatrixFile.read(), MetOtherwise.read()).wrongBehindRemedies())
                .isEmpty();
    }
}
