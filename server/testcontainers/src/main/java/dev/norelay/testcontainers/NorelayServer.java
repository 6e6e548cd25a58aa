package dev.norelay.testcontainers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One server of a container's: that of its scenario, or an isolated one with ports and a journal of its own. Reading waits until
 * all that a client has already done is recorded, so no test polls. Each call is a request over HTTP, and blocks. Thread-safe.
 */
public final class NorelayServer implements AutoCloseable {
    static final String MAIN = "main";

    private final Api api;
    private final String path;
    private final Ways ways;
    private final boolean isolated;

    /**
     * A server that is there already.
     *
     * @param id as the control API calls it
     * @param ways how clients come to its ports
     */
    NorelayServer(Api api, String id, Ways ways) {
        this.api = api;
        this.path = "/servers/" + id;
        this.ways = ways;
        this.isolated = !id.equals(MAIN);
    }

    /** What the person has entered in the present phase of the story, for a client outside of the container. */
    public MailSettings settings() {
        return MailSettings.of(api.get(path), ways);
    }

    /**
     * The same for a client in another container, on a network that both are on.
     *
     * @param alias by which it reaches norelay's container: one that {@code withNetworkAliases} has given
     */
    public MailSettings settingsOnNetwork(String alias) {
        return MailSettings.of(api.get(path), Ways.within(alias));
    }

    /** The remedy is done: one step on in the story. At its end nothing changes. Returns the settings that hold now. */
    public MailSettings fix() {
        return MailSettings.of(post("/fix", Map.of()), ways);
    }

    /** Back to the beginning: first phase, no added rules, empty journal. */
    public MailSettings reset() {
        return MailSettings.of(post("/reset", Map.of()), ways);
    }

    /** Plays another scenario from its beginning, by name; a dialect that was chosen stays. */
    public MailSettings use(String scenario) {
        return MailSettings.of(post("/use", Map.of("scenario", scenario)), ways);
    }

    /** As if so much time had gone by, for rules and phases that go by time. */
    public void letTimePass(Duration time) {
        post("/time", Map.of("pass", time.toMillis() + "ms"));
    }

    /** The story's phase: {@code broken} at first, {@code fixed} after the last remedy. */
    public String phase() {
        return api.get(path).get("phase").asString();
    }

    /** Why the mail could not be sent. */
    public Diagnosis diagnosis() {
        return api.read(api.get(path + "/diagnosis"), Diagnosis.class);
    }

    /** The mails that the server took over since the last reset. */
    public List<Message> messages() {
        List<Message> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = api.get(path + "/messages?limit=500" + after);
            for (JsonNode item : page.get("items")) {
                all.add(message(item.get("number").asInt()));
            }
            if (page.path("next").isNull()) {
                return List.copyOf(all);
            }
            after = "&after=" + page.get("next").asInt();
        }
    }

    private Message message(int number) {
        return api.read(api.get(path + "/messages/" + number), Message.class);
    }

    /**
     * Waits until so many messages were taken since the last reset, for clients that send by themselves; at most 60 seconds.
     *
     * @throws NorelayException if that does not happen in time; its text tells what did
     */
    public List<Message> awaitMessages(int count, Duration most) {
        api.get(path + "/await?messages=" + count + "&timeout=" + most.toMillis() + "ms");
        return messages();
    }

    /**
     * Has the client send with the present settings, and reports how that ended, for the verdict.
     *
     * @return what its user was shown; empty where it did not fail
     */
    public Optional<String> attempt(MailClient client) {
        MailSettings present = settings();
        try {
            client.send(present);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the client was sending", e);
        } catch (Exception e) { // whatever it throws is its way to say that it failed
            String shown = words(e);
            reportFailure(shown);
            return Optional.of(shown);
        }
        reportSuccess();
        return Optional.empty();
    }

    /**
     * Tells that the client failed, for the verdict: all that has happened since the last report was one attempt.
     *
     * @param shown what its user was told; empty where nothing was
     */
    public void reportFailure(String shown) {
        post("/attempts", Map.of("failed", true, "shown", shown));
    }

    /** Tells that the client has said that the mail was sent, for the verdict. */
    public void reportSuccess() {
        post("/attempts", Map.of("failed", false));
    }

    /** Whether the client did its duty through the story so far, as its attempts were reported. */
    public Verdict verdict() {
        return api.read(api.get(path + "/verdict"), Verdict.class);
    }

    /** All dialogues as text, secrets masked. */
    public String transcript() {
        return api.text(path + "/transcript");
    }

    /** Closes an isolated server; the one of the container's scenario ends with the container. */
    @Override
    public void close() {
        if (isolated) {
            api.delete(path);
        }
    }

    private JsonNode post(String action, Map<String, ?> body) {
        return api.post(path + action, body);
    }

    /** Starts an isolated server. */
    static NorelayServer start(Api api, String scenario, @Nullable String dialect, Ways ways) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("scenario", scenario);
        if (dialect != null) {
            wanted.put("dialect", dialect);
        }
        return new NorelayServer(api, api.post("/servers", wanted).get("id").asString(), ways);
    }

    /** What a person reads of an exception: its words and those of its causes, without classes. */
    private static String words(Throwable thrown) {
        StringJoiner text = new StringJoiner(": ");
        Set<Throwable> seen = new HashSet<>();
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            String message = Objects.requireNonNullElse(each.getMessage(), "").strip();
            if (!message.isEmpty() && !text.toString().contains(message)) {
                text.add(message);
            }
        }
        return text.toString();
    }
}
