package dev.lamina.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How messages spell names and words that come from files: on one line and not too long.
final class NameText {

    private static final int LONGEST_WORD = 60;

    private static final int LONGEST_LIST = 20;

    /// Names longer than this are not compared, so that a hostile header costs nothing.
    private static final int LONGEST_COMPARED = 100;

    private NameText() {}

    /// The word in quotation marks.
    static String quote(String word) {
        return '"' + plain(word) + '"';
    }

    /// The words separated by commas, the first twenty of them.
    static String list(List<String> words) {
        String shown = words.stream().limit(LONGEST_LIST).map(NameText::plain).collect(Collectors.joining(", "));
        return words.size() <= LONGEST_LIST ? shown : shown + " … and " + (words.size() - LONGEST_LIST) + " more";
    }

    /// `1 row`, `2 rows`.
    static String count(int number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }

    private static String plain(String word) {
        String shown = word.codePoints()
                .limit(LONGEST_WORD)
                .mapToObj(c -> breaksLine(c) ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString(c))
                .collect(Collectors.joining());
        return word.codePointCount(0, word.length()) <= LONGEST_WORD ? shown : shown + "…";
    }

    private static boolean breaksLine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// The name that was probably meant: the nearest one, if at most a third of the letters are wrong.
    static Optional<String> nearest(String name, List<String> names) {
        if (name.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        record Candidate(String name, int distance) {}
        return names.stream()
                .filter(candidate -> candidate.length() <= LONGEST_COMPARED)
                .map(candidate -> new Candidate(candidate, distance(fold(name), fold(candidate))))
                .filter(candidate -> 3 * candidate.distance <= Math.max(name.length(), candidate.name.length()))
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /// How many letters must be put in, taken out, replaced or swapped with their neighbour (optimal string
    /// alignment).
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
