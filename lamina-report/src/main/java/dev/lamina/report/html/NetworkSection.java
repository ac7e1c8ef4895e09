package dev.lamina.report.html;

import dev.lamina.core.network.Network;
import dev.lamina.model.Model;
import dev.lamina.report.page.Markup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The networks drawn, those that are alike once: a column of neurons for each layer, and the layers in words.
final class NetworkSection {

    private static final int MOST_NEURONS = 8;
    private static final int MOST_SHAPES = 4;
    private static final int STEP = 84;
    private static final int HEIGHT = 210;

    private final Paper paper;
    private final Model model;

    NetworkSection(Paper paper, Model model) {
        this.paper = paper;
        this.model = model;
    }

    void write() {
        SequencedMap<String, List<Network>> alike = model.members().stream()
                .map(member -> member.network().network())
                .collect(Collectors.groupingBy(Network::toString, LinkedHashMap::new, Collectors.toList()));
        paper.section("network", ReportWord.NETWORK_DRAWN);
        if (model.members().size() > 1) {
            paper.note(ReportWord.MEAN_OF_NETWORKS, model.members().size());
        }
        paper.cards();
        alike.values().stream().limit(MOST_SHAPES).forEach(networks -> card(networks.getFirst(), networks.size()));
        paper.close();
        if (alike.size() > MOST_SHAPES) {
            paper.note(ReportWord.MORE_SHAPES, alike.size() - MOST_SHAPES);
        }
        paper.close();
    }

    private void card(Network network, int count) {
        paper.wideCard(ReportWord.NETWORKS_ALIKE, count, Paper.count(network.parameterCount()));
        List<Integer> widths = Stream.of(network.shape().split(" → ", -1))
                .map(Integer::valueOf)
                .toList();
        int width = STEP * widths.size();
        Markup out = paper.out();
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", network.shape());
        out.open(
                "svg",
                "class",
                "layers",
                "viewBox",
                "0 0 " + width + " " + (HEIGHT + 20),
                "style",
                "--width:" + width + "px",
                "role",
                "img",
                "aria-label",
                network.shape());
        for (int i = 1; i < widths.size(); i++) {
            edges(i, widths.get(i - 1), widths.get(i));
        }
        for (int i = 0; i < widths.size(); i++) {
            neurons(i, widths.get(i));
        }
        out.close().close();
        out.open("details").element("summary", paper.say(ReportWord.LAYERS));
        out.open(
                "div",
                "class",
                "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                paper.say(ReportWord.LAYERS));
        out.element("pre", network.toString()).close();
        out.close();
        paper.close();
    }

    private void edges(int layer, int before, int after) {
        StringBuilder path = new StringBuilder();
        for (int from = 0; from < shown(before); from++) {
            for (int to = 0; to < shown(after); to++) {
                path.append(String.format(
                        Locale.ROOT,
                        "M%d %.1fL%d %.1f",
                        across(layer - 1),
                        down(from, before),
                        across(layer),
                        down(to, after)));
            }
        }
        paper.out().open("path", "class", "edges", "d", path.toString()).close();
    }

    private void neurons(int layer, int width) {
        Markup out = paper.out();
        for (int i = 0; i < shown(width); i++) {
            out.open(
                            "circle",
                            "r",
                            "7",
                            "cx",
                            String.valueOf(across(layer)),
                            "cy",
                            String.format(Locale.ROOT, "%.1f", down(i, width)))
                    .close();
        }
        out.element(
                "text",
                Paper.count(width),
                "text-anchor",
                "middle",
                "x",
                String.valueOf(across(layer)),
                "y",
                String.valueOf(HEIGHT + 12));
    }

    private static int shown(int width) {
        return Math.min(width, MOST_NEURONS);
    }

    private static int across(int layer) {
        return STEP / 2 + layer * STEP;
    }

    private static double down(int neuron, int width) {
        return HEIGHT / 2.0 + (neuron - (shown(width) - 1) / 2.0) * 24;
    }
}
