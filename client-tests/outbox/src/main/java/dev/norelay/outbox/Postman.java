package dev.norelay.outbox;

import dev.norelay.outbox.Mail.Recipient;
import dev.norelay.outbox.Mail.State;
import dev.norelay.outbox.Problem.Next;
import dev.norelay.outbox.Settings.Security;
import jakarta.mail.Session;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Takes mails to the server, each one once, over one connection as far as that goes. What is about to happen is in the
 * outbox before it happens, and what came of it before the next thing is done. It never waits; whether it is time for a
 * mail is for others to know.
 */
final class Postman {
    private final Outbox outbox;
    private final Settings settings;
    private final Login login;
    private final Clock clock;
    private final Report report;

    Postman(Outbox outbox, Settings settings, Login login, Clock clock, Report report) {
        this.outbox = outbox;
        this.settings = settings;
        this.login = login;
        this.clock = clock;
        this.report = report;
    }

    /**
     * Tries each of these once.
     *
     * @return why the rest was not tried, where there was a reason that is none of a single mail's; else null
     */
    @Nullable
    Problem deliver(List<Mail> mails) throws SQLException, IOException {
        @Nullable Submission server = null;
        int next = 0;
        try {
            for (; next < mails.size(); next++) {
                Mail mail = mails.get(next);
                outbox.begin(mail.id(), pause(mail), login.print());
                if (server == null || !server.isUsable()) {
                    close(server);
                    server = null;
                    server = open();
                }
                deliver(mail, server);
            }
            return null;
        } catch (ProblemException noServer) {
            for (Mail untried : mails.subList(next, mails.size())) {
                finish(untried, List.of(), List.of(noServer.problem()));
            }
            return noServer.problem();
        } finally {
            close(server);
        }
    }

    private Instant pause(Mail mail) {
        return clock.instant().plus(BackOff.after(mail.tries() + 1));
    }

    private static void close(@Nullable Submission server) {
        if (server != null) {
            server.close();
        }
    }

    private Submission open() throws ProblemException, SQLException, IOException {
        Submission server = new Submission(session(), settings);
        try {
            server.open();
            login.worked();
            return server;
        } catch (ProblemException e) {
            if (e.problem().next() == Next.LOGIN) {
                login.refused();
            }
            throw e;
        }
    }

    private void deliver(Mail mail, Submission server) throws SQLException {
        List<String> waiting = mail.in(State.WAITING);
        try {
            Receipt receipt = server.send(
                    mail, outbox.octets(mail.id()), waiting, accepted -> outbox.dotFollows(mail.id(), accepted));
            List<Recipient> outcome = new ArrayList<>();
            List<Problem> problems = new ArrayList<>();
            for (String recipient : waiting) {
                outcome.add(outcome(recipient, receipt, server, problems));
            }
            finish(mail, outcome, problems);
        } catch (ProblemException nobody) {
            finish(mail, List.of(), List.of(nobody.problem()));
        }
    }

    private static Recipient outcome(String recipient, Receipt receipt, Submission server, List<Problem> problems) {
        Answer dot = receipt.dot();
        if (!receipt.takes(recipient)) {
            Problem problem = server.explain(Stage.RECIPIENT, receipt.to(recipient));
            problems.add(problem);
            State state = problem.next() == Next.LATER ? State.WAITING : State.REFUSED;
            return new Recipient(recipient, state, problem.toString());
        } else if (dot == null) {
            return new Recipient(recipient, State.UNKNOWN, "");
        } else if (dot.isYes()) {
            return new Recipient(recipient, State.ACCEPTED, dot.text());
        }
        Problem problem = server.explain(Stage.DOT, dot);
        problems.add(problem);
        return new Recipient(recipient, State.WAITING, problem.toString());
    }

    /** The next try is for those who are waiting, if there is any sense in one. */
    private void finish(Mail mail, List<Recipient> outcome, List<Problem> problems) throws SQLException {
        boolean again = problems.stream().anyMatch(problem -> problem.next() == Next.LATER);
        Instant next = again ? pause(mail) : null;
        @Nullable Problem first = problems.isEmpty() ? null : problems.get(0);
        outbox.answered(mail.id(), outcome, first, next);
        report.tried(mail, outcome, first, next);
    }

    private Session session() throws IOException {
        Properties mail = new Properties();
        mail.put("mail.mime.allowutf8", "true");
        mail.put("mail.smtp.auth.mechanisms", settings.token() == null ? "PLAIN LOGIN" : "XOAUTH2");
        mail.put("mail.smtp.auth", Boolean.toString(settings.hasLogin()));
        mail.put(
                "mail.smtp.connectiontimeout",
                Long.toString(settings.connectTimeout().toMillis()));
        mail.put("mail.smtp.timeout", Long.toString(settings.timeout().toMillis()));
        mail.put("mail.smtp.writetimeout", Long.toString(settings.timeout().toMillis()));
        mail.put("mail.smtp.quitonsessionreject", "true");
        mail.put("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        mail.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        mail.put("mail.smtp.ssl.checkserveridentity", "true");
        mail.put("mail.smtp.ssl.socketFactory.fallback", "false");
        try {
            mail.put("mail.smtp.ssl.socketFactory", Trust.factory(settings.caFile()));
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates to trust cannot be read: " + e.getMessage(), e);
        }
        return Session.getInstance(mail);
    }
}
