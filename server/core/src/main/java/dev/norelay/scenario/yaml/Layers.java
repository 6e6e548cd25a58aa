package dev.norelay.scenario.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lays one part of a story over another, as trees: maps merge, lists and scalars replace. Where two keys are
 * alternatives, the later layer's choice removes the other one from the earlier layer, so that an overlay need not know
 * what it undoes.
 */
final class Layers {
    private static final String CLIENT = "client";
    private static final String SERVER = "server";
    private static final String LISTENERS = "server.listeners";
    private static final String LISTENER = "server.listeners.*";
    private static final String REPLIES = "server.replies";
    private static final String REPLY = "server.replies.*";

    private Layers() {}

    /** The upper story over the lower one. Both have {@code mail}, {@code client} and {@code server}. */
    static Tree.Mapping lay(Tree.Mapping lower, Tree.Mapping upper) {
        return merge("", lower, upper);
    }

    private static Tree lay(String path, Tree lower, Tree upper) {
        Tree under = path.equals(REPLY) ? wording(lower) : lower;
        Tree over = path.equals(REPLY) ? wording(upper) : upper;
        if (under instanceof Tree.Mapping lowerMap) {
            if (over instanceof Tree.Mapping upperMap) {
                return merge(path, withoutAlternatives(path, lowerMap, upperMap), upperMap);
            }
            // `client:` with nothing below it, say because all of it is commented out, changes nothing.
            return over.isNothing() ? under : over;
        }
        return over;
    }

    private static Tree.Mapping merge(String path, Tree.Mapping lower, Tree.Mapping upper) {
        Map<String, Tree.Entry> merged = new LinkedHashMap<>(lower.entries());
        for (Map.Entry<String, Tree.Entry> each : upper.entries().entrySet()) {
            Tree.Entry over = each.getValue();
            Tree.Entry under = merged.get(each.getKey());
            if (under != null) {
                over = new Tree.Entry(over.key(), lay(child(path, each.getKey()), under.value(), over.value()));
            }
            merged.put(each.getKey(), over);
        }
        return new Tree.Mapping(upper.place(), merged);
    }

    private static String child(String path, String key) {
        if (path.equals(LISTENERS) || path.equals(REPLIES)) {
            return path + ".*";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Tree.Mapping withoutAlternatives(String path, Tree.Mapping lower, Tree.Mapping upper) {
        if (path.equals(CLIENT) && upper.entries().containsKey("listener")) {
            return without(without(lower, "host"), "port");
        }
        if (path.equals(LISTENER) && upper.entries().containsKey("speaks")) {
            return without(lower, "fault");
        }
        if (path.equals(LISTENER) && upper.entries().containsKey("fault")) {
            return without(lower, "speaks");
        }
        if (path.equals(SERVER)) {
            Tree.Entry policy = upper.entries().get("policy");
            if (policy != null && policy.value() instanceof Tree.Scalar) {
                return withoutListenerPolicies(lower);
            }
        }
        return lower;
    }

    /** {@code policy: open} opens every listener but those that say otherwise beside it. */
    private static Tree.Mapping withoutListenerPolicies(Tree.Mapping server) {
        Tree.Entry listeners = server.entries().get("listeners");
        if (listeners == null || !(listeners.value() instanceof Tree.Mapping map)) {
            return server;
        }
        Map<String, Tree.Entry> opened = new LinkedHashMap<>(map.entries());
        opened.replaceAll((name, listener) -> listener.value() instanceof Tree.Mapping keys
                ? new Tree.Entry(listener.key(), without(keys, "policy"))
                : listener);
        Map<String, Tree.Entry> entries = new LinkedHashMap<>(server.entries());
        entries.put("listeners", new Tree.Entry(listeners.key(), new Tree.Mapping(map.place(), opened)));
        return new Tree.Mapping(server.place(), entries);
    }

    private static Tree.Mapping without(Tree.Mapping mapping, String key) {
        if (!mapping.entries().containsKey(key)) {
            return mapping;
        }
        Map<String, Tree.Entry> rest = new LinkedHashMap<>(mapping.entries());
        rest.remove(key);
        return new Tree.Mapping(mapping.place(), rest);
    }

    /** The short form of a wording, a text or a list of lines, as the long one: so it keeps an earlier layer's moment. */
    private static Tree wording(Tree tree) {
        return tree instanceof Tree.Mapping || tree.isNothing()
                ? tree
                : new Tree.Mapping(tree.place(), Map.of("text", new Tree.Entry(tree.place(), tree)));
    }
}
