package dev.norelay.standalone.grade;

import java.io.StringWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The grades as build servers read test results: a story is a test case. */
final class JunitReport {
    private JunitReport() {}

    static String of(Grades grades) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "norelay grade");
            xml.writeAttribute("tests", Integer.toString(grades.stories().size()));
            xml.writeAttribute("failures", Long.toString(grades.count(Graded.Status.FAILED)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", Long.toString(grades.count(Graded.Status.NOT_JUDGED)));
            xml.writeAttribute("time", seconds(grades.took().toMillis()));
            xml.writeAttribute("timestamp", grades.began().toString());
            for (Graded graded : grades.stories()) {
                story(graded, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory cannot fail", e);
        }
        return text + "\n";
    }

    private static void story(Graded graded, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        String family = JsonReport.family(graded);
        xml.writeAttribute("classname", "norelay." + (family.isEmpty() ? "own" : family));
        xml.writeAttribute("name", legal(graded.story().name()));
        xml.writeAttribute("time", seconds(graded.took().toMillis()));
        if (graded.status() == Graded.Status.NOT_JUDGED) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", legal(graded.reason()));
        } else if (graded.status() == Graded.Status.FAILED) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", legal(complaints(graded, "; ")));
            xml.writeAttribute("type", legal(graded.complaints().get(0).id()));
            xml.writeCharacters(legal(complaints(graded, "\n") + "\n\n" + graded.verdict()));
            xml.writeEndElement();
        }
        if (!graded.runs().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(runs(graded)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String complaints(Graded graded, String between) {
        return graded.complaints().stream()
                .filter(complaint -> !complaint.accepted())
                .map(Graded.Judged::sentence)
                .collect(Collectors.joining(between));
    }

    private static String runs(Graded graded) {
        return graded.runs().stream()
                .map(run -> "-- " + run.phase() + ": " + String.join(" ", run.command()) + "\n"
                        + run.ran().output() + "\n-- " + run.ran().how() + "\n" + run.dialogue() + "\n")
                .collect(Collectors.joining("\n"));
    }

    /** Some characters no XML document may have, not even escaped (XML 1.0 §2.2). */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().map(point -> isLegal(point) ? point : 0xFFFD).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
