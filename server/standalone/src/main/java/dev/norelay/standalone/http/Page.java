package dev.norelay.standalone.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list: {@code limit} items behind the one that {@code after} names; {@code next} is for the next page. */
final class Page {
    private Page() {}

    /** By a key that is a text. */
    static <T> Map<String, @Nullable Object> of(
            List<T> all, Function<T, String> key, Request request, Function<T, ?> shown) {
        String after = request.query("after").orElse(null);
        int from = 0;
        if (after != null) {
            while (from < all.size() && !key.apply(all.get(from)).equals(after)) {
                from++;
            }
            if (from == all.size()) {
                throw new Trouble(
                        Trouble.Kind.BAD_PARAMETER,
                        "after is the `next` of the page before; it was not in the list now");
            }
            from++;
        }
        return page(all, from, request, shown, item -> key.apply(item));
    }

    /** By a number that rises; with {@code order=newest} the last one first. */
    static <T> Map<String, @Nullable Object> numbered(
            List<T> all, Function<T, Integer> number, Request request, Function<T, ?> shown) {
        boolean newest = request.word("order", "oldest", "newest").equals("newest");
        List<T> ordered = new ArrayList<>(all);
        if (newest) {
            Collections.reverse(ordered);
        }
        long after = request.number("after", 0, Integer.MAX_VALUE).orElse(newest ? Long.MAX_VALUE : 0);
        int from = 0;
        while (from < ordered.size()
                && (newest ? number.apply(ordered.get(from)) >= after : number.apply(ordered.get(from)) <= after)) {
            from++;
        }
        return page(ordered, from, request, shown, number::apply);
    }

    private static <T> Map<String, @Nullable Object> page(
            List<T> all, int from, Request request, Function<T, ?> shown, Function<T, Object> key) {
        int to = Math.min(all.size(), from + request.limit());
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("items", all.subList(from, to).stream().map(shown).toList());
        page.put("next", to < all.size() ? key.apply(all.get(to - 1)) : null);
        page.put("total", all.size());
        return page;
    }
}
