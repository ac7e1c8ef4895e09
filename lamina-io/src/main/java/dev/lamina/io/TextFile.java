package dev.lamina.io;

import dev.lamina.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/// Reads text that holds a table: CSV or JSON, as its start shows. Its name decides where the start does not.
final class TextFile {

    /// An object, or an array of objects, strings or arrays: `[id]` is a column as SQL Server writes it.
    private static final Pattern JSON = Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[{\\[\"\\]])");

    private static final Pattern CSV = Pattern.compile("\\s*[^\\s\\[{][^\\n\\r]*[,;\\t|]");

    private TextFile() {}

    /// Adds the rows of `in`, which may be compressed, to the table. Closes `in`.
    ///
    /// @param source for messages
    /// @param named what it holds by its name: CSV or JSON
    /// @param mayBeEmpty whether a file without anything adds no rows, instead of being refused
    static void read(
            InputStream in,
            String source,
            SourceKind named,
            boolean mayBeEmpty,
            ReadSettings settings,
            TableBuilder table)
            throws IOException {
        try (in;
                TextInput text = new TextInput(DecompressedInput.open(in, source), source, settings.encoding())) {
            String start = text.start();
            if (mayBeEmpty && text.startIsAll() && start.isBlank()) {
                return;
            }
            ForeignText.refuse(start, source);
            boolean json = named == SourceKind.JSON
                    ? !CSV.matcher(start).lookingAt()
                    : JSON.matcher(start).lookingAt();
            if (json) {
                JsonFile.read(text, source, settings, table);
            } else {
                CsvFile.read(text, source, settings, table);
            }
        } catch (JsonException e) {
            throw new DataFileException(e.messageFor(source), e);
        }
    }
}
