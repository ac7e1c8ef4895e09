package dev.lamina.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names of columns as people write them: `a,b` for two, with quotes as in CSV where a name has a comma in it,
/// `"a,b",c`. A text that is as a whole the name of a column means that column.
///
/// @param texts each with one name or several
public record ColumnNames(List<String> texts) {

    public ColumnNames {
        texts = List.copyOf(texts);
    }

    /// Just these names, whatever is in them.
    public static ColumnNames of(Collection<String> names) {
        return new ColumnNames(names.stream().map(ColumnNames::quoted).toList());
    }

    /// The names that are meant where these are the columns; those that are no columns too.
    public Set<String> in(Collection<String> columns) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts) {
            if (columns.contains(text)) {
                names.add(text);
            } else {
                split(text).forEach(name -> names.add(columns.contains(name) ? name : name.strip()));
            }
        }
        return names;
    }

    /// Whether the column is meant where it is not known which others there are.
    public boolean mayMean(String column) {
        return in(List.of(column)).contains(column);
    }

    /// The items of a text with commas between and quotes as in CSV. A quote that does not enclose an item is a
    /// character like others.
    public static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int end = closingQuote(text, at);
            if (end >= 0) {
                items.add(text.substring(at + 1, end).replace("\"\"", "\""));
                at = end + 2;
            } else {
                int comma = text.indexOf(',', at);
                int to = comma < 0 ? text.length() : comma;
                items.add(text.substring(at, to));
                at = to + 1;
            }
        }
        return items;
    }

    /// Where an item in quotes that begins here ends, or -1 if there is none.
    private static int closingQuote(String text, int from) {
        if (!text.startsWith("\"", from)) {
            return -1;
        }
        for (int at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
            if (text.startsWith("\"", at + 1)) {
                at++;
            } else {
                return at + 1 == text.length() || text.charAt(at + 1) == ',' ? at : -1;
            }
        }
        return -1;
    }

    /// A name as [#split] takes it.
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
