package dev.norelay.standalone;

import java.io.File;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that run curl. Where it is missing they are disabled, and say so; but not where {@code CI=true}: they fail there. */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCurl.Presence.class)
@interface NeedsCurl {

    /** Looks for it on the PATH. */
    final class Presence implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("curl must be there, because CI=true");
            }
            String path = System.getenv().getOrDefault("PATH", "");
            boolean found = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(path)
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
            return found
                    ? ConditionEvaluationResult.enabled("curl is installed")
                    : ConditionEvaluationResult.disabled("disabled, because curl is not installed");
        }
    }
}
