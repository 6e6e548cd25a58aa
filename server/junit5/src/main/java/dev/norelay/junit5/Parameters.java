package dev.norelay.junit5;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import org.junit.jupiter.api.extension.ParameterContext;

/** The parameters that a test may have. */
final class Parameters {
    private Parameters() {}

    static boolean supports(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return type == Norelay.class || type == ClientSettings.class;
    }

    static Object resolve(ParameterContext parameter, Norelay server) {
        return parameter.getParameter().getType() == Norelay.class ? server : server.settings();
    }
}
