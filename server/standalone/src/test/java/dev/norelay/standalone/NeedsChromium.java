package dev.norelay.standalone;

import dev.norelay.standalone.grade.SearchPath;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests in a real browser. Without one they are disabled, and say so; but not where {@code CI=true}: they fail there. */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Presence.class)
@interface NeedsChromium {

    /** Looks for the browser and its driver on the PATH. */
    final class Presence implements ExecutionCondition {
        static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
        static final List<String> DRIVERS = List.of("chromedriver");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("Chromium must be there, because CI=true");
            }
            if (find(BROWSERS).isEmpty()) {
                return ConditionEvaluationResult.disabled("disabled, because Chromium is not installed");
            }
            return find(DRIVERS).isEmpty()
                    ? ConditionEvaluationResult.disabled("disabled, because chromedriver is not installed")
                    : ConditionEvaluationResult.enabled("Chromium and chromedriver are installed");
        }

        /** The first of these programs that is on the PATH. */
        static Optional<Path> find(List<String> names) {
            return names.stream()
                    .map(SearchPath::find)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }
}
