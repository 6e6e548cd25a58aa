package dev.norelay.standalone.http;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Durations;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Ids;
import dev.norelay.standalone.story.Addresses;
import dev.norelay.standalone.story.Curl;
import dev.norelay.standalone.story.Field;
import dev.norelay.standalone.story.Happenings;
import dev.norelay.standalone.story.Stage;
import dev.norelay.standalone.story.StoryJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A server that the API drives: what it plays, its events, what is counted, and when it was last used. Thread-safe. */
final class Hosted implements Happenings {
    private final String id;
    private final Stage stage;
    private final Path ca;
    private final Clock clock;
    private final @Nullable Duration timeToLive;
    private final Instant created;
    private final Meters meters;
    private final Feed feed = new Feed();
    private final Tally tally = new Tally();
    private final Attempts attempts = new Attempts();
    private final EntryJson entries = new EntryJson();
    private final Map<Integer, List<Integer>> taken = new HashMap<>();
    private final Map<Integer, List<Entry>> underWay = new HashMap<>();
    private volatile Instant used;
    private volatile @Nullable String dialect;
    /** How it stood when it ended: a server that is closed has no ports to tell. */
    private @Nullable Map<String, @Nullable Object> last;

    /**
     * @param ca the file of the certificate that clients have to trust
     * @param timeToLive unused for so long it is closed; null: never
     * @param dialect in which all is spoken that does not name another; null: its own words
     */
    Hosted(
            String id,
            Stage stage,
            Path ca,
            Clock clock,
            @Nullable Duration timeToLive,
            @Nullable String dialect,
            Meters meters) {
        this.id = id;
        this.stage = stage;
        this.ca = ca;
        this.clock = clock;
        this.timeToLive = timeToLive;
        this.dialect = dialect;
        this.meters = meters;
        this.created = clock.instant();
        this.used = created;
        stage.observe(change -> tellState());
    }

    String id() {
        return id;
    }

    Stage stage() {
        return stage;
    }

    Norelay server() {
        return stage.server();
    }

    Feed feed() {
        return feed;
    }

    Tally tally() {
        return tally;
    }

    Attempts attempts() {
        return attempts;
    }

    @Nullable
    String dialect() {
        return dialect;
    }

    /** What is played from now on is spoken in this dialect. */
    void speak(@Nullable String newDialect) {
        dialect = newDialect;
    }

    // Use, and forgotten servers.

    /** Somebody uses it now. */
    void use() {
        used = clock.instant();
    }

    /** Unused for so long it is closed; empty: never. */
    Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    /** Whether nobody has used it for its time to live. */
    boolean isForgotten() {
        if (feed.readers() > 0) {
            use();
        }
        Duration most = timeToLive;
        return most != null && !clock.instant().isBefore(used.plus(most));
    }

    // What happens. Called by one thread at a time.

    @Override
    public synchronized void happened(Entry entry, @Nullable Diagnosis diagnosis, List<Finding> findings) {
        use();
        tally.count(entry);
        meters.count(entry, diagnosis, findings);
        attempts.follow(entry);
        Event event = entry.event();
        if (event instanceof Event.EntriesMissed missed) {
            Map<String, Object> gap = new LinkedHashMap<>();
            gap.put("missed", missed.count());
            gap.put("detail", "so much happened at once that these events could not be told");
            feed.tell("gap", () -> gap);
            return;
        }
        Map<String, @Nullable Object> shown = entries.of(entry);
        if (shown != null) {
            feed.tell("entry", () -> shown);
        }
        if (entry.session() > 0) {
            keep(entry, diagnosis, findings);
        } else if (event instanceof Event.PhaseEntered) {
            tellState();
        } else if (event instanceof Event.RunBegun) {
            underWay.clear();
            taken.clear();
        }
    }

    private void keep(Entry entry, @Nullable Diagnosis diagnosis, List<Finding> findings) {
        int session = entry.session();
        List<Entry> known = underWay.computeIfAbsent(session, first -> new ArrayList<>());
        if (known.size() < Feed.KEPT) { // of a session that goes on for ever, the beginning does
            known.add(entry);
        }
        if (entry.event() instanceof Event.MessageTaken) {
            taken.computeIfAbsent(session, first -> new ArrayList<>()).add(entries.messages());
        } else if (entry.event() instanceof Event.SessionClosed) {
            underWay.remove(session);
            List<Integer> messages = taken.getOrDefault(session, List.of());
            taken.remove(session);
            if (!known.contains(entry)) {
                known.add(entry);
            }
            Map<String, @Nullable Object> shown =
                    ConductJson.session(new SessionRecord(session, known), diagnosis, findings, messages);
            feed.tell("session", () -> shown);
        }
    }

    private void tellState() {
        Map<String, @Nullable Object> shown = json();
        feed.tell("state", () -> shown);
    }

    // As the API shows it.

    /** How the story stands, or stood when it ended. No barrier. */
    synchronized Map<String, @Nullable Object> json() {
        return last == null ? present() : last;
    }

    private Map<String, @Nullable Object> present() {
        Scenario played = server().scenario();
        Phase phase = played.phase(server().phase());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("scenario", played.name());
        shown.put("title", played.title());
        shown.put("cause", played.cause());
        shown.put("remedy", played.remedy());
        shown.put("seen", played.seen());
        shown.put("diagnosis", played.diagnosis().stream().map(Cause::id).toList());
        shown.put("fails", !played.diagnosis().isEmpty() && !played.diagnosis().contains(Cause.NONE));
        shown.put("dialect", dialect);
        shown.put("seed", server().seed());
        shown.put("phase", phase.name());
        shown.put("phases", List.copyOf(played.phases().keySet()));
        shown.put("steps", played.steps());
        shown.put("fixed", phase.name().equals(Phase.FIXED));
        shown.put("created", created.toString());
        Duration most = timeToLive;
        shown.put("ttl", most == null ? null : Durations.written(most));
        shown.put("expires", most == null ? null : used.plus(most).toString());
        shown.put("host", server().host());
        Map<String, Object> listeners = new LinkedHashMap<>();
        phase.server().listeners().values().forEach(each -> listeners.put(each.name(), listener(each)));
        shown.put("listeners", listeners);
        shown.put("settings", settings(phase));
        shown.put("fixedSettings", settings(played.fixed()));
        shown.put(
                "accounts",
                List.copyOf(new TreeSet<>(phase.server().profile().accounts().keySet())));
        shown.put("ca", ca());
        shown.put("counts", tally.json());
        shown.put("addresses", addresses(played));
        shown.put("lastEvent", feed.last());
        return shown;
    }

    private Map<String, Object> listener(Listener listener) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("host", server().host());
        shown.put("port", server().port(listener.name()));
        shown.put("security", listener.security().id());
        shown.put("service", Ids.of(listener.service()));
        shown.put("nominal", listener.port());
        return shown;
    }

    private Map<String, @Nullable Object> settings(Phase phase) {
        ClientSettings settings = server().settings(phase.name());
        Map<String, @Nullable Object> shown = StoryJson.settings(settings);
        shown.put("size", settings.size());
        shown.put("count", settings.count());
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Field field : Field.of(settings)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", field.name());
            one.put("value", field.value());
            one.put("blank", field.isBlank());
            fields.add(one);
        }
        shown.put("fields", fields);
        shown.put("hints", Field.hints(phase.client()));
        shown.put("curl", Curl.command(settings, ca, ""));
        return shown;
    }

    private Map<String, Object> ca() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("pem", server().ca().pem());
        shown.put("file", ca.toString());
        shown.put("href", Routes.API + "/ca.pem");
        return shown;
    }

    private static List<Map<String, Object>> addresses(Scenario played) {
        List<Map<String, Object>> shown = new ArrayList<>();
        if (Addresses.belongTo(played)) {
            Addresses.table().forEach((address, what) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("address", address);
                one.put("what", what);
                shown.add(one);
            });
        }
        return shown;
    }

    /** No more will come of it, and it may be closed: streams and those who wait are told. Before it is closed. */
    synchronized void over(String reason, String detail) {
        last = json();
        feed.end(reason, detail);
        tally.end();
    }
}
