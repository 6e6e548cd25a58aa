package dev.norelay.standalone.grade;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** Templates of reports, from the class path. What is put into them is escaped by the engine, as HTML and XML both want it. */
enum Template {
    PAGE("page.html"),
    JUNIT("junit.xml");

    private final String file;

    Template(String file) {
        this.file = file;
    }

    /** With these words in its gaps; one that is missing is a failure, not a hole in the report. */
    String filled(Map<String, Object> words) {
        ClasspathLoader beside = new ClasspathLoader(Template.class.getClassLoader());
        beside.setPrefix("dev/norelay/standalone/grade");
        PebbleEngine engine = new PebbleEngine.Builder()
                .loader(beside)
                .strictVariables(true)
                .cacheActive(false)
                .build();
        StringWriter text = new StringWriter();
        try {
            engine.getTemplate(file).evaluate(text, words, Locale.ENGLISH);
        } catch (IOException e) {
            throw new IllegalStateException("the template is part of the jar", e);
        }
        return text.toString();
    }
}
