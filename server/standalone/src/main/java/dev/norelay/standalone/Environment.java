package dev.norelay.standalone;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What {@code norelay run} is told by variables of the environment, as containers are: {@code NORELAY_DIALECT=gmail} for
 * {@code --dialect gmail}. The command line goes first.
 *
 * <p>The ports are {@code NORELAY_PORTS}: Kubernetes sets {@code NORELAY_PORT} to an address, wherever a service is called norelay.
 */
final class Environment implements IDefaultValueProvider {
    static final String CONTAINER = "NORELAY_CONTAINER";
    private static final Map<String, String> ODD = Map.of("NORELAY_PORT", "NORELAY_PORTS");

    private final Map<String, String> variables;

    /**
     * @param variables of the process
     */
    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** What is not set, or set to nothing, is null: so the option's own default holds. */
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String value = variables.get(variable(argument));
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The variable that stands for an option, or for the scenario. */
    static String variable(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : "scenario";
        String variable =
                "NORELAY_" + name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
        return ODD.getOrDefault(variable, variable);
    }

    /** Whether this runs in norelay's own container image, which says so. */
    boolean isContainer() {
        return "true".equals(variables.get(CONTAINER));
    }
}
