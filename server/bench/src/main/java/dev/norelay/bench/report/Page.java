package dev.norelay.bench.report;

import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.row.Figures;
import dev.norelay.bench.row.Finding;
import dev.norelay.bench.row.Finding.Goal;
import dev.norelay.bench.row.Finding.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The page for people, in Markdown. */
final class Page {
    private final StringBuilder text = new StringBuilder();

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void table(List<String> head) {
        cells(head);
        cells(head.stream().map(cell -> "---").toList());
    }

    private void cells(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    void heading(boolean quick, LocalDate day) {
        line("# Benchmarks");
        line("");
        line("Written by `make bench` on " + day
                + (quick ? ", in a hurry (`QUICK=1`), with C1 as the JVMs' only compiler: good for a first look" : "")
                + ".");
        line(
                "All servers were measured in one run, in turn, each in a process of its own and warmed up; figures are medians");
        line(
                "of rounds, with least and greatest; ratios are taken round by round. CPU time is the server's, user's and");
        line("system's, as the operating system counts it. The same figures are in [bench.json](bench.json).");
        line("");
    }

    void machine(Map<String, String> machine) {
        line("## Machine");
        line("");
        machine.forEach((what, how) -> line("- " + what + ": " + how));
        line("");
    }

    void peers(List<Peer> peers, Map<String, String> leftOut) {
        line("## Servers");
        line("");
        table(List.of("name", "what it is", "transport"));
        for (Peer peer : peers) {
            cells(List.of(peer.name(), peer.version(), peer.transport()));
        }
        line("");
        leftOut.forEach((peer, because) -> line("- " + peer + " is left out, because " + because));
        if (!leftOut.isEmpty()) {
            line("");
        }
    }

    void goals(List<Finding> findings) {
        line("## Goals of norelay");
        line("");
        table(List.of("row", "goal", "measured", ""));
        for (Finding finding : findings) {
            for (Goal goal : finding.goals()) {
                Figures measured = goal.measured();
                cells(List.of(
                        finding.row(),
                        goal.text(),
                        measured == null ? "a server was left out" : words(measured),
                        measured == null ? "–" : goal.met() ? "met" : "**missed**"));
            }
        }
        line("");
        line("What keeps a goal from being met, and what was tried: [where the time goes](speed.md).");
        line("");
    }

    void row(Finding finding, List<String> charts) {
        line("## " + finding.row());
        line("");
        List<Measure> measures = finding.measures();
        List<String> head = new ArrayList<>(List.of(""));
        measures.forEach(measure -> head.add(measure.name() + ", " + measure.unit()));
        table(head);
        Set<String> peers = new LinkedHashSet<>();
        measures.forEach(measure -> peers.addAll(finding.figures(measure).keySet()));
        for (String peer : peers) {
            List<String> cells = new ArrayList<>(List.of(peer));
            for (Measure measure : measures) {
                Figures figures = finding.figures(measure).get(peer);
                cells.add(figures == null ? "–" : words(figures));
            }
            cells(cells);
        }
        line("");
        finding.notes().forEach(note -> line("- " + note));
        if (!finding.notes().isEmpty()) {
            line("");
        }
        charts.forEach(chart -> line("![" + finding.row() + "](bench/" + chart + ")"));
        line("");
    }

    String text() {
        return text.toString().stripTrailing() + "\n";
    }

    /** Median, least and greatest, with as many digits as mean something. */
    static String words(Figures figures) {
        return figures.values().size() == 1
                ? number(figures.median())
                : number(figures.median()) + " (" + number(figures.min()) + " to " + number(figures.max()) + ")";
    }

    private static String number(double figure) {
        String format = Math.abs(figure) >= 100 ? "%,.0f" : Math.abs(figure) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, figure);
    }
}
