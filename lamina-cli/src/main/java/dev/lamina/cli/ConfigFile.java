package dev.lamina.cli;

import dev.lamina.io.ColumnNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Options from a YAML or `.properties` file, for those that the command line does not give. A key is an option
/// without its dashes, such as `learning-rate`; a YAML list stands for values separated by
/// commas, and where the option takes names each item is one, whatever is in it.
final class ConfigFile {

    /// The option that names the file.
    static final String OPTION = "--config";

    private ConfigFile() {}

    /// The command line as if the options of the file had been written there too.
    ///
    /// @throws ParameterException if the file cannot be read, or an option in it does not exist or is not valid
    static ParseResult withDefaults(Path file, CommandLine line, ParseResult parsed) {
        ParseResult command = parsed.subcommand();
        CommandSpec spec = command.commandSpec();
        List<String> arguments = new ArrayList<>(parsed.originalArgs());
        List<String> added = new ArrayList<>();
        read(file, spec).forEach((key, value) -> {
            OptionSpec option = option(file, key, spec);
            if (!command.hasMatchedOption(option)) {
                value.texts(option).forEach(text -> added.add(option.longestName() + "=" + text));
            }
        });
        arguments.addAll(arguments.indexOf(spec.name()) + 1, added);
        try {
            return line.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            // Without the file the arguments were fine.
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
        }
    }

    private static OptionSpec option(Path file, String key, CommandSpec spec) {
        OptionSpec option = spec.findOption("--" + key);
        if (option != null && isKey(option)) {
            return option;
        }
        List<String> meant = new UnmatchedArgumentException(spec.commandLine(), List.of("--" + key)).getSuggestions();
        TreeSet<String> known = new TreeSet<>();
        for (OptionSpec other : spec.options()) {
            if (isKey(other)) {
                known.add(other.longestName().substring(2));
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                file + ": unknown key \"" + key + "\""
                        + (meant.isEmpty()
                                ? ""
                                : "; did you mean \"" + meant.getFirst().substring(2) + "\"?")
                        + "; known are " + String.join(", ", known));
    }

    private static boolean isKey(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !option.inherited()
                && !option.longestName().equals(OPTION);
    }

    private static Map<String, Value> read(Path file, CommandSpec spec) {
        try (Reader text = Files.newBufferedReader(file)) {
            return file.toString().endsWith(".properties") ? properties(text) : yaml(text);
        } catch (IOException | YamlEngineException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + reason(e), e);
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "is not UTF-8";
            default -> String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        };
    }

    private static Map<String, Value> properties(Reader text) throws IOException {
        Properties properties = new Properties();
        properties.load(text);
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            entries.put(key, new Value.Text(properties.getProperty(key).strip()));
        }
        return entries;
    }

    private static Map<String, Value> yaml(Reader text) {
        // Failsafe: every scalar stays the text that was written; what it knows no tag for is a key without a value.
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setTagConstructors(Map.of(Tag.NULL, node -> ""))
                .build();
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        for (Object document : new Load(settings).loadAllFromReader(text)) {
            if (!(document instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("expected lines like \"epochs: 50\"");
            }
            map.forEach((key, value) -> entries.put(String.valueOf(key), value(String.valueOf(key), value)));
        }
        return entries;
    }

    private static Value value(String key, Object value) {
        return value instanceof List<?> list
                ? new Value.Items(list.stream().map(item -> scalar(key, item)).toList())
                : new Value.Text(scalar(key, value));
    }

    private static String scalar(String key, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("key \"" + key + "\" expects a value or a list of values");
    }

    /// What a key has.
    private sealed interface Value {

        /// As the command line would have it, once or several times.
        List<String> texts(OptionSpec option);

        record Text(String text) implements Value {
            @Override
            public List<String> texts(OptionSpec option) {
                return List.of(text);
            }
        }

        record Items(List<String> items) implements Value {
            @Override
            public List<String> texts(OptionSpec option) {
                return option.isMultiValue()
                        ? items.stream().map(ColumnNames::quoted).toList()
                        : List.of(String.join(",", items));
            }
        }
    }
}
