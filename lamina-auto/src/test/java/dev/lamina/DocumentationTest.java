package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents point to is there.
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]+)(\\.[a-z]\\w*)?(\\([^`]*\\))?`");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(document + " → " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theMathematicsNamesTypesThatExist() throws IOException {
        Set<String> types = types();
        Matcher named = TYPE.matcher(Files.readString(ROOT.resolve("docs/mathematics.md")));
        List<String> names = new ArrayList<>();
        while (named.find()) {
            names.add(named.group(1));
        }
        assertThat(names).hasSizeGreaterThan(10).allMatch(types::contains);
    }

    @Test
    void everyModuleSaysWhatItIsAndHowToDependOnIt() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String version = first("<version>([^<]+)</version>", parent);
        List<String> wrong = new ArrayList<>();
        for (Path module : modules()) {
            Path readme = module.resolve("README.md");
            String name = module.getFileName().toString();
            String coordinates = "<artifactId>" + name + "</artifactId><version>" + version + "</version>";
            String text = Files.exists(readme) ? Files.readString(readme) : "";
            if (!text.startsWith("# " + name + "\n") || !(name.equals("lamina-cli") || text.contains(coordinates))) {
                wrong.add(readme + " should begin with # " + name + " and give " + coordinates);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            return files.filter(file -> file.getFileName().toString().startsWith("lamina-"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> folders = new ArrayList<>(modules());
        for (String folder : List.of(
                "", ".github", "docs", "docs/decisions", "examples", "samples", "benchmarks", "benchmarks/accuracy")) {
            folders.add(ROOT.resolve(folder));
        }
        List<Path> documents = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }

    /// The names of all Java files, tests included.
    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
