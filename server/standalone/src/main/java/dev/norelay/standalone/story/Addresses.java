package dev.norelay.standalone.story;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of the playground, as a short table. */
public final class Addresses {
    /** The scenario of {@code norelay run} without arguments. */
    public static final String PLAYGROUND = "playground";

    private Addresses() {}

    /** The addresses that do something, and what; the first two stand for many. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("<refusal>@refuse.test", "refused for that reason: relay-denied, mailbox-full, greylisted …");
        table.put("<code>@reply.test", "answered with that code: 550, 452, 421 …");
        table.put("slow@playground.test", "accepted after 10 seconds");
        table.put("stall@playground.test", "never answered");
        table.put("close@playground.test", "the connection is closed");
        table.put("drop@playground.test", "the connection is cut, as by a process that dies");
        table.put("reset@playground.test", "the connection is reset");
        table.put("lost@playground.test", "the message is taken, and the reply to it lost");
        return table;
    }

    /** Whether it is the catalogue's playground, not a file of that name. */
    public static boolean belongTo(Scenario scenario) {
        return scenario.name().equals(PLAYGROUND) && scenario.equals(Catalogue.scenario(PLAYGROUND));
    }
}
