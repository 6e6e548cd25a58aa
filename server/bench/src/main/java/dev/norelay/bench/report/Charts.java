package dev.norelay.bench.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.norelay.bench.row.Figures;
import dev.norelay.bench.row.Finding;
import dev.norelay.bench.row.Finding.Curve;
import dev.norelay.bench.row.Finding.Measure;
import dev.norelay.bench.row.Finding.Point;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Charts on a white ground of their own, so that they can be read on a light page and on a dark one. */
final class Charts {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 320;
    private static final StandardChartTheme THEME = theme();

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

    private static JFreeChart bars(String title, Measure measure, Map<String, Figures> figures) {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        figures.forEach((peer, all) -> bars.addValue(all.median(), measure.name(), peer));
        String text = measure.name() + ", " + measure.unit();
        return ChartFactory.createBarChart(title, null, text, bars, PlotOrientation.HORIZONTAL, false, false, false);
    }

    private static JFreeChart curve(Curve curve) {
        XYSeriesCollection curves = new XYSeriesCollection();
        curve.points().forEach((peer, points) -> {
            XYSeries series = new XYSeries(peer);
            for (Point point : points) {
                series.add(point.x(), point.y());
            }
            curves.addSeries(series);
        });
        return ChartFactory.createXYLineChart(curve.title(), curve.x(), null, curves);
    }

    private static StandardChartTheme theme() {
        StandardChartTheme theme = new StandardChartTheme("plain");
        theme.setExtraLargeFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        theme.setLargeFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        theme.setRegularFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        theme.setPlotBackgroundPaint(Color.WHITE);
        theme.setDomainGridlinePaint(Color.LIGHT_GRAY);
        theme.setRangeGridlinePaint(Color.LIGHT_GRAY);
        theme.setBarPainter(new StandardBarPainter());
        theme.setShadowVisible(false);
        return theme;
    }

    private static String save(JFreeChart chart, Path folder, String name) throws IOException {
        THEME.apply(chart);
        VectorGraphics2D canvas = new VectorGraphics2D();
        chart.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(canvas.getCommands(), new PageSize(WIDTH, HEIGHT))
                .writeTo(svg);
        Path file = folder.resolve(name + ".svg");
        // Java's name for any font without serifs means nothing to a browser.
        Files.writeString(file, svg.toString(StandardCharsets.UTF_8).replace("SansSerif", "sans-serif"));
        return file.getFileName().toString();
    }
}
