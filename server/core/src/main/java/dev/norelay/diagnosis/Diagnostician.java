package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Journal;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds causes from what happened, combined with what was played. Pure. */
public final class Diagnostician {
    /**
     * Who is asked, in order; the first that knows decides. First what makes a dialog impossible, then what became of a
     * message that was taken, then what was refused, then what just ended, and at last what only silence tells.
     */
    private static final List<Finder> FINDERS = List.of(
            PortCauses::wrongService,
            PortCauses::tlsOnPlainPort,
            PortCauses::plainOnTlsPort,
            TlsCauses::handshakeFailed,
            DeliveryCauses::replyLost,
            DeliveryCauses::mailLost,
            RefusalCauses::refused,
            ConnectionCauses::oddReply,
            ConnectionCauses::clientTimeout,
            ConnectionCauses::connectionLost,
            DeliveryCauses::delivered,
            TlsCauses::silentlyRefused,
            TlsCauses::startTlsMissing,
            LoginCauses::loginNotTried,
            DeliveryCauses::knownTooLarge);

    private Diagnostician() {}

    /**
     * Of the whole run: the newest outcome in the present phase decides. Sessions without one (connect and QUIT, port
     * probes) are passed over; if there is no other, the client's settings tell why nobody came.
     *
     * @param entries of the journal, in order; what lies before the last change of phase is history
     */
    public static Diagnosis diagnose(Played played, List<Entry> entries) {
        long since = entries.stream()
                .filter(entry -> entry.event() instanceof Event.PhaseEntered)
                .mapToLong(Entry::sequence)
                .max()
                .orElse(0);
        List<Course> courses = Journal.sessions(entries).stream()
                .filter(session -> acts(session, since))
                .map(session -> Course.since(session, since))
                .toList();
        Found found = courses.stream()
                .flatMap(course -> find(played, course).stream())
                .max(Comparator.comparingLong(Found::sequence))
                .orElseGet(() -> PortCauses.nobodyCame(played, courses.size()));
        return diagnosis(played, found);
    }

    /**
     * Of one session: empty if it came to nothing that could be explained, because nothing was tried or because it still
     * goes on; {@link Cause#NONE} if it delivered.
     */
    public static Optional<Diagnosis> diagnose(Played played, SessionRecord session) {
        return find(played, Course.since(session, 0)).map(found -> diagnosis(played, found));
    }

    /** Whether more happened in a session since then than its end: connections outlive a change of phase. */
    private static boolean acts(SessionRecord session, long since) {
        return session.entries().stream()
                .filter(entry -> entry.sequence() > since)
                .anyMatch(entry -> entry.event() instanceof Event.SessionOpened || Course.isAct(entry));
    }

    private static Optional<Found> find(Played played, Course course) {
        return FINDERS.stream()
                .flatMap(finder -> finder.find(played, course).stream())
                .findFirst();
    }

    private static Diagnosis diagnosis(Played played, Found found) {
        boolean told = played.scenario().diagnosis().contains(found.cause());
        String remedy = found.remedy() == null ? found.cause().remedy() : found.remedy();
        return new Diagnosis(
                found.cause(),
                found.alternatives(),
                found.evidence(),
                found.explanation(),
                told && !played.scenario().remedy().isBlank()
                        ? played.scenario().remedy().strip()
                        : remedy,
                told ? played.scenario().seen() : Map.of());
    }
}
