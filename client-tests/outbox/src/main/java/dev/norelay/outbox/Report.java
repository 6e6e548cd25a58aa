package dev.norelay.outbox;

import dev.norelay.outbox.Mail.Recipient;
import dev.norelay.outbox.Mail.State;
import dev.norelay.outbox.Problem.Next;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a person what becomes of their mail, a line or two for each thing that happens. */
final class Report {
    private static final String MAYBE = "may have been delivered: the connection was lost before the server's answer to"
            + " the mail came. It is not sent again by itself; ask the recipient, then 'outbox retry --even-if-delivered' or"
            + " 'outbox cancel'.";

    private final PrintWriter out;
    private final DateTimeFormatter time;

    Report(PrintWriter out, ZoneId zone) {
        this.out = out;
        this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    /** What a try has come to. */
    void tried(Mail mail, List<Recipient> outcome, @Nullable Problem problem, @Nullable Instant next) {
        for (Recipient recipient : outcome) {
            switch (recipient.state()) {
                case ACCEPTED -> out.println("Mail " + mail.id() + ": sent to " + recipient.address() + ".");
                case UNKNOWN -> out.println("Mail " + mail.id() + " to " + recipient.address() + ": " + MAYBE);
                case WAITING, REFUSED ->
                    out.println("Mail " + mail.id() + ": not sent to " + recipient.address() + ". " + recipient.said());
            }
        }
        if (problem != null && outcome.isEmpty()) {
            out.println("Mail " + mail.id() + ": not sent. " + problem);
        }
        if (problem != null) {
            out.println("Mail " + mail.id() + " is kept; " + hope(problem, next));
        }
        out.flush();
    }

    private String hope(Problem problem, @Nullable Instant next) {
        if (next != null) {
            return "the next try is at " + time.format(next) + ".";
        }
        return problem.next() == Next.LOGIN
                ? "it waits for another password, or for 'outbox retry'."
                : "it waits for other settings, or for 'outbox retry'.";
    }

    /** A mail as it stands in the outbox. */
    void listed(Mail mail) {
        out.println("Mail " + mail.id() + ", from " + mail.sender() + ", since " + time.format(mail.queued())
                + ", tries: " + mail.tries());
        for (Recipient recipient : mail.recipients()) {
            String state = switch (recipient.state()) {
                case ACCEPTED -> "sent";
                case UNKNOWN -> MAYBE;
                case REFUSED -> "refused. " + recipient.said();
                case WAITING -> "waiting. " + recipient.said();
            };
            out.println("  " + recipient.address() + ": " + state.strip());
        }
        Problem problem = mail.problem();
        if (problem != null && !mail.in(State.WAITING).isEmpty()) {
            out.println("  " + problem);
            out.println("  " + hope(problem, mail.next()));
        }
        out.flush();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
