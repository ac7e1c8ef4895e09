package dev.lamina.io;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The columns that the folders of a file hold: `year=2024/month=1/part-0.parquet`, as Hive, Spark and others write it.
final class Partitions {

    private static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

    private Partitions() {}

    /// The value of each column, empty if it is missing: of all folders directly above the file that are named so.
    static Map<String, String> of(Path file) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            String name = String.valueOf(folder.getFileName());
            int equals = name.indexOf('=');
            if (equals <= 0) {
                break;
            }
            String value = decoded(name.substring(equals + 1));
            values.putFirst(decoded(name.substring(0, equals)), value.equals(MISSING) ? "" : value);
        }
        return values;
    }

    /// Without `%20` and the like; text that is not written so stays as it is.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
