package dev.norelay.standalone.http;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Problem;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Moment;
import dev.norelay.standalone.http.Shelf.Book;
import dev.norelay.standalone.story.SpokenStory;
import dev.norelay.standalone.story.StoryJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue, scenarios of one's own, and dialects. */
final class ScenarioRoutes {
    private final Shelf shelf;

    ScenarioRoutes(Shelf shelf) {
        this.shelf = shelf;
    }

    Answer dialects(Request request) {
        request.knows();
        return Answer.json(Map.of(
                "items", Catalogue.dialects().stream().map(StoryJson::dialect).toList()));
    }

    Answer list(Request request) {
        request.knows("q", "family", "tag", "cause", "dialect", "limit", "after");
        String dialect = request.query("dialect").orElse(null);
        Dialect spoken = dialect == null ? null : Catalogue.dialect(dialect);
        List<Book> found = shelf.all().stream()
                .filter(book ->
                        request.query("family").map(book.family()::equals).orElse(true))
                .filter(book -> request.query("tag")
                        .map(tag -> book.scenario().tags().contains(tag))
                        .orElse(true))
                .filter(book -> request.query("cause")
                        .map(cause -> book.scenario().diagnosis().stream()
                                .anyMatch(each -> each.id().equals(cause)))
                        .orElse(true))
                .filter(book ->
                        request.query("q").map(words -> speaks(book, words)).orElse(true))
                .filter(book -> spoken == null || meets(spoken, book))
                .toList();
        return Answer.json(Page.of(found, Book::key, request, ScenarioRoutes::inShort));
    }

    private boolean meets(Dialect dialect, Book book) {
        return dialect.unmet(book.scenario(), shelf.spoken(book.scenario().name(), dialect.name()))
                .isEmpty();
    }

    /** All words, anywhere in what is told of a scenario. */
    private static boolean speaks(Book book, String words) {
        Scenario scenario = book.scenario();
        String text = String.join(
                        "\n",
                        scenario.name(),
                        scenario.title(),
                        scenario.cause(),
                        scenario.remedy(),
                        book.family(),
                        String.join("\n", scenario.tags()),
                        String.join("\n", scenario.seen().values()))
                .toLowerCase(Locale.ROOT);
        return List.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+")).stream()
                .allMatch(text::contains);
    }

    private static Map<String, @Nullable Object> inShort(Book book) {
        Map<String, @Nullable Object> shown = StoryJson.essentials(book.scenario(), book.family());
        shown.put("added", book.isAdded());
        return shown;
    }

    Answer get(Request request) {
        request.knows("dialect");
        return Answer.json(
                whole(shelf.book(request.path("name")), request.query("dialect").orElse(null)));
    }

    private Map<String, @Nullable Object> whole(Book book, @Nullable String dialect) {
        Scenario scenario = book.scenario();
        Map<String, @Nullable Object> shown = StoryJson.whole(scenario, book.family());
        shown.put("added", book.isAdded());
        shown.put("phases", List.copyOf(scenario.phases().keySet()));
        shown.put("steps", scenario.steps());
        shown.put("expect", expectation(scenario.expectation()));
        shown.put("file", book.text());
        SpokenStory story = SpokenStory.of(
                Catalogue.dialect(dialect == null ? SpokenStory.PLAIN : dialect),
                scenario,
                shelf.spoken(scenario.name(), dialect));
        shown.putAll(story.json());
        if (dialect == null) {
            shown.put("dialect", null);
            shown.put("unmet", null);
        }
        return shown;
    }

    private static Map<String, @Nullable Object> expectation(Expectation expectation) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("failsAt", expectation.failsAtMoment().map(Moment::id).orElse(null));
        shown.put("retry", expectation.retry() == null ? null : Ids.of(expectation.retry()));
        shown.put("keepsMail", expectation.keepsMail());
        shown.put("delivers", Ids.of(expectation.delivers()));
        return shown;
    }

    Answer file(Request request) {
        request.knows();
        return Answer.text("application/yaml", shelf.book(request.path("name")).text());
    }

    Answer validate(Request request) {
        request.knows();
        String text = request.document();
        List<Problem> problems = ScenarioReader.problems(Shelf.BODY, text);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("valid", problems.isEmpty());
        shown.put("name", problems.isEmpty() ? Shelf.read(text, null).name() : null);
        shown.put("problems", problems.stream().map(Trouble::mistake).toList());
        return Answer.json(shown);
    }

    Answer add(Request request) {
        request.knows("replace");
        boolean replace = request.word("replace", "false", "true").equals("true");
        Book book = shelf.add(request.document(), replace);
        String path = URLEncoder.encode(book.scenario().name(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return Answer.created(Routes.API + "/scenarios/" + path, whole(book, null));
    }

    Answer remove(Request request) {
        request.knows();
        shelf.remove(request.path("name"));
        return Answer.NOTHING;
    }
}
