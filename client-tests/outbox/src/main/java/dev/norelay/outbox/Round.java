package dev.norelay.outbox;

import dev.norelay.outbox.Mail.State;
import dev.norelay.outbox.Problem.Next;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One round of the postman: which mails are due, and what is asked of a person on the way. */
final class Round {
    private final Outbox outbox;
    private final Settings settings;
    private final Login login;
    private final Environment environment;
    private final Report report;

    Round(Outbox outbox, Settings settings, Environment environment, Report report) throws SQLException {
        this.outbox = outbox;
        this.settings = settings;
        this.login = new Login(outbox, settings);
        this.environment = environment;
        this.report = report;
    }

    private Clock clock() {
        return environment.clock();
    }

    /** Tries what is due by itself, but never a login that was just refused. */
    void due() throws SQLException, IOException {
        if (login.isRefused()) {
            return;
        }
        for (Mail mail : outbox.mails()) {
            if (outbox.triedWith(mail.id()).filter(login.print()::equals).isEmpty()) {
                // Under other settings a refusal may hold no more; what may have been delivered still may have been.
                outbox.release(mail.id(), mail.in(State.REFUSED), clock().instant());
            }
        }
        attempt(outbox.mails().stream().filter(this::isDue).toList());
    }

    private boolean isDue(Mail mail) {
        Instant next = mail.next();
        return !mail.in(State.WAITING).isEmpty() && next != null && !next.isAfter(clock().instant());
    }

    /** When something is due; far off where nothing is. */
    Instant next() throws SQLException {
        return outbox.mails().stream()
                .filter(mail -> !mail.in(State.WAITING).isEmpty())
                .map(Mail::next)
                .filter(next -> next != null)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** A mail that a person has just written. A login that was refused is not tried again for it. */
    void fresh(long id) throws SQLException, IOException {
        Mail mail = outbox.mail(id).orElseThrow();
        if (login.isRefused()) {
            Problem refused = new Problem(
                    Next.LOGIN,
                    "The server has refused user name and password before, and they are not tried again by themselves: enter"
                            + " them anew, or 'outbox retry'.",
                    "");
            outbox.answered(id, List.of(), refused, null);
            report.tried(mail, List.of(), refused, null);
            return;
        }
        attempt(List.of(mail));
    }

    /**
     * A person says that it may work now.
     *
     * @param ids which ones; empty: all
     * @param evenIfDelivered also for those who may have the mail already
     */
    void retry(List<Long> ids, boolean evenIfDelivered) throws SQLException, IOException {
        List<Mail> wanted = new ArrayList<>();
        for (Mail mail : outbox.mails()) {
            if (ids.isEmpty() || ids.contains(mail.id())) {
                List<String> again = new ArrayList<>(mail.in(State.REFUSED));
                again.addAll(evenIfDelivered ? mail.in(State.UNKNOWN) : List.of());
                outbox.release(mail.id(), again, clock().instant());
                outbox.mail(mail.id())
                        .filter(released -> !released.in(State.WAITING).isEmpty())
                        .ifPresent(wanted::add);
            }
        }
        attempt(wanted);
    }

    private void attempt(List<Mail> mails) throws SQLException, IOException {
        Settings with = settings;
        Login tried = login;
        List<Mail> left = mails;
        while (!left.isEmpty()) {
            @Nullable Problem problem = new Postman(outbox, with, tried, clock(), report).deliver(left);
            if (problem == null || problem.next() != Next.LOGIN || with.token() != null) {
                return;
            }
            String old = with.password();
            Optional<String> other = environment
                    .question()
                    .password("Password of " + with.user() + " at " + with.host() + " (empty: later): ")
                    .filter(entered -> !entered.isBlank() && !entered.equals(old));
            if (other.isEmpty()) {
                return;
            }
            with = with.withPassword(other.get());
            tried = new Login(outbox, with);
            List<Long> ids = left.stream().map(Mail::id).toList();
            left = outbox.mails().stream()
                    .filter(mail ->
                            ids.contains(mail.id()) && !mail.in(State.WAITING).isEmpty())
                    .toList();
        }
    }
}
