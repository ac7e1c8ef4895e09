package dev.lamina.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final JsonObject HEADER =
            JsonObject.builder().put("search", "bowl").put("seed", 1).build();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("bowl.jsonl");
    }

    private List<Trial> search(Bowl bowl, int trials) throws IOException {
        try (Journal journal = Journal.open(file, HEADER)) {
            return new HalvingSearch(Bowl.SPACE, trials, 3, 1).run(journal.recorded(bowl), trial -> {});
        }
    }

    @Test
    void aSearchThatWasKilledAtAnyByteComesToTheSameResult() throws IOException {
        resume(1, 1);
    }

    @Test
    void aSearchThatWasKilledInAnyBracketComesToTheSameResult() throws IOException {
        resume(20, 700);
    }

    private void resume(int trials, int step) throws IOException {
        Bowl whole = new Bowl();
        List<Trial> expected = search(whole, trials);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length <= bytes.length; length += step) {
            Files.write(file, Arrays.copyOf(bytes, length));
            Bowl rest = new Bowl();
            assertThat(search(rest, trials)).isEqualTo(expected);
            int known = Math.max(0, lines(bytes, length) - 1);
            assertThat(rest.units).hasSize(whole.units.size() - known);
            assertThat(Files.readString(file).lines()).hasSize(whole.units.size() + 1);
        }
    }

    private static int lines(byte[] bytes, int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Test
    void whatIsDoneIsOnALineOfItsOwn() throws IOException {
        search(new Bowl(), 2);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).isEqualTo("{\"search\":\"bowl\",\"seed\":1}");
        assertThat(lines.get(1))
                .matches("\\{\"trial\":2,\"fold\":1,\"recipe\":\"\\w+ rate=[^\"]+\",\"costs\":\\[9.0,[0-9.]+],"
                        + "\"seconds\":0.5}");
    }

    @Test
    void aFailedTrainingIsRemembered() throws IOException {
        Objective failing =
                (units, done) -> units.forEach(unit -> done.accept(new Objective.Outcome(unit, List.of(), 1)));
        try (Journal journal = Journal.open(file, HEADER)) {
            new HalvingSearch(Bowl.SPACE, 1, 3, 1).run(journal.recorded(failing), trial -> {});
        }
        Bowl none = new Bowl();
        try (Journal journal = Journal.open(file, HEADER)) {
            assertThat(journal.size()).isEqualTo(3);
            List<Trial> trials = new HalvingSearch(Bowl.SPACE, 1, 3, 1).run(journal.recorded(none), trial -> {});
            assertThat(trials.getFirst().failed()).isTrue();
        }
        assertThat(none.units).isEmpty();
    }

    @Test
    void theJournalOfAnotherSearchIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(file, "{\"search\":\"bowl\",\"seed\":2}\n{\"trial\":1");
        assertRefused(
                ": is the journal of another search: its seed is 2, here it is 1; delete the file, or name another"
                        + " journal");
        Files.writeString(file, "{\"search\":\"bowl\"}\n");
        assertRefused(": is the journal of another search: its seed is missing, here it is 1; delete the file, or name"
                + " another journal");
    }

    @Test
    void aFileThatIsNoJournalIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(file, "my diary");
        assertRefused(
                ":1: is no line of the journal of a search (expected the first line of a journal); delete the file,"
                        + " or name another journal");
        Files.writeString(file, "a,b\n1,2\n");
        assertRefused(
                ":1: is no line of the journal of a search (line 1, column 1: expected a value, got 'a'); delete the"
                        + " file, or name another journal");
    }

    @Test
    void hostileLinesAreRefused() throws IOException {
        String header = "{\"search\":\"bowl\",\"seed\":1}\n";
        for (String line : List.of(
                "",
                "{}",
                "[1]",
                "{\"trial\":1,\"fold\":0,\"recipe\":\"x\",\"costs\":[],\"seconds\":1}",
                "{\"trial\":1,\"fold\":1,\"recipe\":7,\"costs\":[],\"seconds\":1}",
                "{\"trial\":1,\"fold\":1,\"recipe\":\"x\",\"costs\":[\"a\"],\"seconds\":1}",
                "{\"trial\":1,\"fold\":1,\"recipe\":\"x\",\"costs\":[1e999],\"seconds\":1}",
                "{\"trial\":1,\"fold\":1,\"recipe\":\"x\",\"costs\":NaN,\"seconds\":1}",
                "\u0000\u0000\u0000")) {
            Files.writeString(file, header + line + "\n");
            String before = Files.readString(file);
            assertThatThrownBy(() -> Journal.open(file, HEADER))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ":2: is no line of the journal of a search (")
                    .hasMessageEndingWith("); delete the file, or name another journal");
            assertThat(file).hasContent(before);
        }
    }

    @Test
    void oneSearchAtATimeHasIt() throws IOException {
        try (Journal open = Journal.open(file, HEADER)) {
            assertThat(open.size()).isZero();
            assertRefused(": is the journal of a search that is running; wait for it, or name another journal");
        }
        Journal.open(file, HEADER).close();
    }

    private void assertRefused(String message) throws IOException {
        String before = Files.readString(file);
        assertThatThrownBy(() -> Journal.open(file, HEADER))
                .isInstanceOf(IOException.class)
                .hasMessage(file + message);
        assertThat(Files.readString(file)).isEqualTo(before);
    }
}
