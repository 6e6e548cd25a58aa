package dev.norelay.bench.report;

import dev.norelay.bench.row.Figures;
import dev.norelay.bench.row.Finding;
import dev.norelay.bench.row.Finding.Curve;
import dev.norelay.bench.row.Finding.Measure;
import dev.norelay.bench.row.Finding.Point;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts on a white ground of their own, so that they can be read on a light page and on a dark one. */
final class Charts {
    private static final Color BLUE = new Color(0x1f, 0x6f, 0xb4);

    private Charts() {}

    /** Draws a row's first measure as bars, if there is more than one peer, and its curves; returns the files' names. */
    static List<String> draw(Finding finding, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (Curve curve : finding.curves()) {
            names.add(save(curve(curve), folder, curve.name()));
        }
        List<Measure> measures = finding.measures();
        if (finding.curves().isEmpty() && !measures.isEmpty()) {
            Map<String, Figures> figures = finding.figures(measures.get(0));
            if (figures.size() > 1) {
                names.add(save(bars(finding.row(), measures.get(0), figures), folder, finding.name()));
            }
        }
        return names;
    }

    private static CategoryChart bars(String title, Measure measure, Map<String, Figures> figures) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(800)
                .height(320)
                .title(title)
                .yAxisTitle(measure.name() + ", " + measure.unit())
                .build();
        chart.addSeries(
                measure.name(),
                List.copyOf(figures.keySet()),
                figures.values().stream().map(Figures::median).toList());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setSeriesColors(new Color[] {BLUE});
        plain(chart.getStyler());
        return chart;
    }

    private static XYChart curve(Curve curve) {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(320)
                .title(curve.title())
                .xAxisTitle(curve.x())
                .build();
        curve.points()
                .forEach((peer, points) -> chart.addSeries(
                                peer,
                                points.stream().map(Point::x).toList(),
                                points.stream().map(Point::y).toList())
                        .setMarker(SeriesMarkers.NONE));
        chart.getStyler().setYAxisMin(0.0);
        plain(chart.getStyler());
        return chart;
    }

    private static void plain(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotGridLinesColor(new Color(0xdd, 0xdd, 0xdd));
        styler.setPlotBorderVisible(false);
    }

    private static String save(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart, Path folder, String name)
            throws IOException {
        Path file = folder.resolve(name + ".svg");
        ChartEncoder.saveChart(chart, file.toString(), "svg");
        return file.getFileName().toString();
    }
}
