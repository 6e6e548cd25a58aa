package dev.norelay.outbox;

import dev.norelay.ClientSettings;
import dev.norelay.ClientUnderTest;
import dev.norelay.Norelay;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lives through a story with the application: writes the mail and has it sent; enters what a remedy says and has it tried
 * again; corrects the mail itself where that is the remedy; or lets time pass, so that the application tries by itself.
 */
final class Person implements ClientUnderTest {
    /** Longer than any story wants anybody to wait. */
    private static final Duration LATER = Duration.ofHours(25);

    private final Norelay server;
    private final Desk desk;
    private final Duration patience;
    private String phase = "";
    private @Nullable ClientSettings written;

    Person(Norelay server, Desk desk, Duration patience) {
        this.server = server;
        this.desk = desk;
        this.patience = patience;
    }

    @Override
    public void send(ClientSettings settings) throws Exception {
        boolean mended = !phase.equals(server.phase());
        phase = server.phase();
        desk.enter(settings, patience);
        List<Mail> kept = desk.mails();
        Desk.Said said;
        if (kept.isEmpty()) {
            said = write(settings);
        } else if (!isSameMail(settings)) {
            desk.run("cancel", Long.toString(kept.get(0).id()));
            said = write(settings);
        } else if (!kept.get(0).in(Mail.State.UNKNOWN).isEmpty() && nobodyHasIt(kept.get(0))) {
            said = desk.run("retry", "--even-if-delivered");
        } else {
            said = mended ? desk.run("retry") : later(kept.get(0));
        }
        if (said.code() != 0) {
            throw new IOException(said.text());
        }
    }

    private Desk.Said write(ClientSettings settings) throws IOException {
        written = settings;
        return desk.send(Written.mail(settings.from(), settings.recipients(), settings.size()));
    }

    /** What is put off is tried again without a person's doing; what was refused for good is not. */
    private Desk.Said later(Mail kept) throws SQLException, IOException {
        desk.clock.move(LATER);
        Desk.Said said = desk.run("run", "--once");
        boolean tried = desk.mails().stream().noneMatch(mail -> mail.id() == kept.id() && mail.tries() == kept.tries());
        return tried ? said : desk.run("retry");
    }

    /** What the application says: ask the recipient. */
    private boolean nobodyHasIt(Mail kept) {
        return server.messages().stream()
                .noneMatch(message -> message.header("Message-ID").equals(Optional.of(kept.messageId())));
    }

    private boolean isSameMail(ClientSettings settings) {
        return written != null
                && written.from().equals(settings.from())
                && written.recipients().containsAll(settings.recipients())
                && written.size() == settings.size();
    }
}
