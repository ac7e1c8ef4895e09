package dev.lamina.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How much one setting alone tells about how good trials were: of the variance of their ranks the share that
/// lies between groups of its values, η² = (H − k + 1)/(n − k) with the statistic H of Kruskal and Wallis, n
/// trials and k groups. Ranks are by cost beside the first trial's on the same folds, so that trials on
/// different folds compare.
///
/// Trials are few and lie near the good ones: a setting that did not matter among them may matter elsewhere.
///
/// Sources: Kruskal, Wallis, "Use of ranks in one-criterion variance analysis" (JASA 1952); Tomczak, Tomczak,
/// "The need to report effect size estimates revisited" (2014).
///
/// @param setting its name; `recipe` for the choice among recipes
/// @param share η², from 0 to 1; 0 also where it cannot be told
/// @param trials how many it is told by
/// @param told whether a share like this has a chance below 5 % where the setting does not matter; false where
///     there are too few trials
/// @param best the values of the group with the best ranks, such as `0.021 to 0.055`; empty where it is not
///     told
public record SettingEffect(String setting, double share, int trials, boolean told, String best) {

    private static final int FEWEST_TRIALS = 10;
    private static final int FEWEST_OF_GROUP = 3;
    private static final int GROUPS = 3;

    /// The 95 % quantiles of χ² with 1, 2, … degrees of freedom.
    private static final double[] CHI_SQUARE = {3.841, 5.991, 7.815, 9.488, 11.070, 12.592};

    /// A trial's group of values, and how it compares with the first trial.
    private record Judged(String group, double lead) {}

    /// The effects of the choice among recipes and of each setting of one of them, the largest first.
    ///
    /// @param trials in their order, the first one first
    public static List<SettingEffect> of(List<Trial> trials, Space space, String recipe) {
        List<SettingEffect> effects = new ArrayList<>();
        if (space.branches().size() > 1) {
            effects.add(of(
                    "recipe",
                    trials.stream()
                            .map(trial -> new Judged(trial.configuration().recipe(), lead(trial, trials)))
                            .toList()));
        }
        List<Trial> own = trials.stream()
                .filter(trial -> trial.configuration().recipe().equals(recipe))
                .toList();
        for (Dimension dimension : space.branch(recipe).dimensions()) {
            List<String> values = own.stream()
                    .map(trial -> trial.configuration().values().getOrDefault(dimension.name(), ""))
                    .toList();
            Map<String, String> groups = groups(dimension, values);
            effects.add(of(
                    dimension.name(),
                    IntStream.range(0, own.size())
                            .mapToObj(i -> new Judged(groups.getOrDefault(values.get(i), ""), lead(own.get(i), trials)))
                            .toList()));
        }
        effects.sort(Comparator.comparing(SettingEffect::told)
                .thenComparingDouble(SettingEffect::share)
                .reversed());
        return List.copyOf(effects);
    }

    private static double lead(Trial trial, List<Trial> trials) {
        return HalvingSearch.lead(trial, trials.getFirst());
    }

    /// Values of a choice for themselves, others in three groups of about the same size.
    private static Map<String, String> groups(Dimension dimension, List<String> values) {
        Map<String, String> groups = new HashMap<>();
        if (dimension.kinds() > 0) {
            values.forEach(value -> groups.put(value, value));
            return groups;
        }
        List<String> sorted = values.stream()
                .sorted(Comparator.comparingDouble(dimension::place))
                .toList();
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            boolean next = i == 0
                    || (parts.size() <= (long) GROUPS * i / sorted.size()
                            && !sorted.get(i).equals(sorted.get(i - 1)));
            if (next) {
                parts.add(new ArrayList<>());
            }
            parts.getLast().add(sorted.get(i));
        }
        for (List<String> part : parts) {
            String name = part.getFirst().equals(part.getLast())
                    ? part.getFirst()
                    : part.getFirst() + " to " + part.getLast();
            part.forEach(value -> groups.put(value, name));
        }
        return groups;
    }

    private static SettingEffect of(String setting, List<Judged> trials) {
        SequencedMap<String, List<Judged>> groups =
                new TreeMap<>(trials.stream().collect(Collectors.groupingBy(Judged::group)));
        groups.values().removeIf(group -> group.size() < FEWEST_OF_GROUP);
        double[] sorted = groups.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Judged::lead)
                .sorted()
                .toArray();
        int n = sorted.length;
        int k = groups.size();
        if (n < FEWEST_TRIALS || k < 2 || k > CHI_SQUARE.length + 1) {
            return new SettingEffect(setting, 0, n, false, "");
        }
        double middle = (n + 1) / 2.0;
        double between = 0;
        double lowest = Double.POSITIVE_INFINITY;
        String best = "";
        for (Map.Entry<String, List<Judged>> group : groups.entrySet()) {
            double mean = group.getValue().stream()
                    .mapToDouble(judged -> rank(sorted, judged.lead()))
                    .average()
                    .orElseThrow();
            between += group.getValue().size() * (mean - middle) * (mean - middle);
            if (mean < lowest) {
                lowest = mean;
                best = group.getKey();
            }
        }
        double total = Arrays.stream(sorted)
                .map(lead -> rank(sorted, lead) - middle)
                .map(deviation -> deviation * deviation)
                .sum();
        double h = total == 0 ? 0 : (n - 1) * between / total;
        boolean told = h > CHI_SQUARE[k - 2];
        return new SettingEffect(setting, Math.clamp((h - k + 1) / (n - k), 0, 1), n, told, told ? best : "");
    }

    /// The mean of the ranks that equal costs share, from 1.
    private static double rank(double[] sorted, double cost) {
        int below = 0;
        int equal = 0;
        for (double other : sorted) {
            below += other < cost ? 1 : 0;
            equal += other == cost ? 1 : 0;
        }
        return below + (equal + 1) / 2.0;
    }
}
