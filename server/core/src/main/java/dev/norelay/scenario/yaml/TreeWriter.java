package dev.norelay.scenario.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** Makes YAML out of a tree. What fits into one line stands in one; quoting and escapes are the library's. */
final class TreeWriter {
    private static final int WIDTH = 120;
    /** What is longer, or has more maps and lists within each other, is broken into lines. */
    private static final int LONGEST_LINE = 100;

    private static final int DEEPEST_LINE = 2;

    private static final char NEXT_LINE = '\u0085';

    /** Whatever a tool of YAML 1.2 would take for a number or a flag is quoted where it is a text. */
    private static final Schema SCHEMA = new CoreSchema();

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(SCHEMA)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(WIDTH)
            .build();

    private TreeWriter() {}

    static String write(Tree.Mapping tree) {
        StringBuilder text = new StringBuilder(512);
        new Dump(SETTINGS).dumpNode(mapping(tree, FlowStyle.BLOCK), new StreamDataWriter() {
            @Override
            public void write(String part) {
                text.append(part);
            }

            @Override
            public void write(String part, int offset, int length) {
                text.append(part, offset, offset + length);
            }
        });
        return text.toString();
    }

    private static Node node(Tree tree) {
        FlowStyle style =
                depth(tree) <= DEEPEST_LINE && length(tree) <= LONGEST_LINE ? FlowStyle.FLOW : FlowStyle.BLOCK;
        if (tree instanceof Tree.Mapping map) {
            return mapping(map, style);
        } else if (tree instanceof Tree.Sequence list) {
            return new SequenceNode(
                    Tag.SEQ, list.items().stream().map(TreeWriter::node).toList(), style);
        }
        Tree.Scalar scalar = (Tree.Scalar) tree;
        return scalar.plain()
                ? new ScalarNode(
                        SCHEMA.getScalarResolver().resolve(scalar.text(), true), scalar.text(), ScalarStyle.PLAIN)
                : text(scalar.text());
    }

    private static MappingNode mapping(Tree.Mapping map, FlowStyle style) {
        List<NodeTuple> tuples = new ArrayList<>();
        map.entries().forEach((key, entry) -> tuples.add(new NodeTuple(text(key), node(entry.value()))));
        return new MappingNode(Tag.MAP, tuples, style);
    }

    private static ScalarNode text(String text) {
        // The reader takes null in any case of letters for nothing.
        boolean nothing = text.toLowerCase(Locale.ROOT).equals("null");
        ScalarStyle style = text.chars().anyMatch(TreeWriter::isEscaped)
                ? ScalarStyle.DOUBLE_QUOTED
                : nothing ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
        return new ScalarNode(Tag.STR, text, style);
    }

    /** Ends of lines; and white space beyond ASCII, which the parser takes off the end of what is not quoted. */
    private static boolean isEscaped(int c) {
        return c == '\n' || c == '\r' || c == NEXT_LINE || (c > '~' && Character.isWhitespace(c));
    }

    /** How many lists and maps lie within each other. */
    private static int depth(Tree tree) {
        if (tree instanceof Tree.Mapping map) {
            return 1
                    + map.entries().values().stream()
                            .mapToInt(entry -> depth(entry.value()))
                            .max()
                            .orElse(0);
        }
        return tree instanceof Tree.Sequence list
                ? 1 + list.items().stream().mapToInt(TreeWriter::depth).max().orElse(0)
                : 0;
    }

    /** About how many characters it has in one line. */
    private static int length(Tree tree) {
        if (tree instanceof Tree.Mapping map) {
            int length = 2;
            for (Map.Entry<String, Tree.Entry> each : map.entries().entrySet()) {
                length += each.getKey().length() + 4 + length(each.getValue().value());
            }
            return length;
        }
        return tree instanceof Tree.Sequence list
                ? 2 + list.items().stream().mapToInt(item -> 2 + length(item)).sum()
                : ((Tree.Scalar) tree).text().length();
    }
}
