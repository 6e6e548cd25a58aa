package dev.norelay.junit5;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * The {@link NorelayExtension}s of a test, in the order in which they were registered. Where there are several, each could
 * give a parameter; the first one says so, for JUnit's own words do not tell what to do.
 *
 * @param all of a class, those of the classes around it included, or of a test
 */
record Contenders(List<NorelayExtension> all) {
    private static final Namespace NAMESPACE = Namespace.create(Contenders.class);

    static void enter(ExtensionContext context, NorelayExtension extension) {
        List<NorelayExtension> all = new ArrayList<>(of(context));
        if (!all.contains(extension)) {
            all.add(extension);
            context.getStore(NAMESPACE).put(Contenders.class, new Contenders(List.copyOf(all)));
        }
    }

    private static List<NorelayExtension> of(ExtensionContext context) {
        @Nullable Contenders present = context.getStore(NAMESPACE).get(Contenders.class, Contenders.class);
        return present == null ? List.of() : present.all;
    }

    /** Whether it is alone, or the first of several. */
    static boolean speaksForAll(ExtensionContext context, NorelayExtension extension) {
        List<NorelayExtension> all = of(context);
        return all.isEmpty() || all.get(0) == extension;
    }

    static void refuseSeveral(ExtensionContext context, ParameterContext parameter) {
        int several = of(context).size();
        if (several > 1) {
            throw new ParameterResolutionException(several + " NorelayExtensions could give the parameter of type "
                    + parameter.getParameter().getType().getSimpleName()
                    + ": take each server from its own field, as in smtp.server()");
        }
    }
}
