package dev.lamina.report.page;

import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One HTML document that needs nothing else: its styles and scripts are in it, it asks the network for nothing, and
/// runs no script but its own, which the document knows by its hash.
///
/// @param language code of its words, such as `en`
/// @param title in plain text
/// @param body markup
/// @param data for the scripts: the id of each element that holds JSON
/// @param styles names of resources, in their order
/// @param scripts names of resources, in their order; they become one
public record Page(
        String language,
        String title,
        String body,
        Map<String, JsonValue> data,
        List<String> styles,
        List<String> scripts) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /// The text of the document, to be stored as UTF-8.
    public String html() {
        String script = "\n" + joined(scripts);
        String blocks = data.entrySet().stream()
                .map(block -> "<script type=\"application/json\" id=\"" + block.getKey() + "\">"
                        + json(block.getValue()) + "</script>\n")
                .collect(Collectors.joining());
        Map<String, String> contents = Map.of(
                "language", language,
                "title", new Markup().text(title).toString(),
                "hash", hash(script),
                "style", joined(styles),
                "body", body,
                "data", blocks,
                "script", script);
        return PLACE.matcher(resource("page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(contents.get(place.group(1))));
    }

    /// JSON that ends no script element, whatever names are in it.
    private static String json(JsonValue value) {
        return JsonWriter.write(value)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String joined(List<String> resources) {
        return resources.stream().map(Page::resource).collect(Collectors.joining("\n"));
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
