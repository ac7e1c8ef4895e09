package dev.lamina.tune;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import dev.lamina.tune.Objective.Outcome;
import dev.lamina.tune.Objective.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A file that remembers what is done of a search: a first line that says which search it is of, then a line
/// of JSON for each unit, on the disk before the search hears of it. A search that was killed goes on with it
/// and repeats nothing but what was not finished. Half a line at the end is dropped.
///
/// One search at a time, also among processes.
public final class Journal implements AutoCloseable {

    private record Key(String configuration, int fold) {

        static Key of(Unit unit) {
            return new Key(unit.configuration().toString(), unit.fold());
        }
    }

    private record Known(List<Double> costs, double seconds) {}

    private final Path file;
    private final FileChannel channel;
    private final Map<Key, Known> known = new HashMap<>();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens a journal, or begins one.
    ///
    /// @param header what the search is; a journal with another one is refused
    /// @throws IOException if the file cannot be used, is of another search or no journal: it is then left as
    ///     it is
    public static Journal open(Path file, JsonObject header) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            Journal journal = new Journal(file, channel);
            journal.read(header);
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The lock goes with the channel.
    private static void lock(Path file, FileChannel channel) throws IOException {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IOException(
                    file + ": is the journal of a search that is running; wait for it, or name another" + " journal");
        }
    }

    /// How many units are done.
    public int size() {
        return known.size();
    }

    /// The objective that does what is not yet known, and remembers it.
    public Objective recorded(Objective objective) {
        return (units, done) -> {
            List<Unit> open = new ArrayList<>();
            for (Unit unit : units) {
                Known outcome = known.get(Key.of(unit));
                if (outcome == null) {
                    open.add(unit);
                } else {
                    done.accept(new Outcome(unit, outcome.costs(), outcome.seconds()));
                }
            }
            if (!open.isEmpty()) {
                objective.evaluate(open, outcome -> {
                    write(line(outcome));
                    known.put(Key.of(outcome.unit()), new Known(outcome.costs(), outcome.seconds()));
                    done.accept(outcome);
                });
            }
        };
    }

    private static JsonObject line(Outcome outcome) {
        return JsonObject.builder()
                .put("trial", outcome.unit().trial())
                .put("fold", outcome.unit().fold() + 1)
                .put("recipe", outcome.unit().configuration().toString())
                .put(
                        "costs",
                        new JsonValue.Array(outcome.costs().stream()
                                .<JsonValue>map(JsonNumber::of)
                                .toList()))
                .put("seconds", outcome.seconds())
                .build();
    }

    private void read(JsonObject header) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(channel.size())];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Until all is there.
        }
        int from = 0;
        int line = 0;
        for (int to = 0; to < bytes.length; to++) {
            if (bytes[to] == '\n') {
                line++;
                readLine(new String(bytes, from, to - from, StandardCharsets.UTF_8), line, header);
                from = to + 1;
            }
        }
        if (line == 0) {
            String begun = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!new String(bytes(header), StandardCharsets.ISO_8859_1).startsWith(begun)) {
                throw unreadable(1, "expected the first line of a journal");
            }
        }
        channel.truncate(from);
        channel.position(from);
        if (line == 0) {
            write(header);
        }
    }

    private void readLine(String text, int line, JsonObject header) throws IOException {
        try {
            JsonObject object = JsonReader.parseObject(text);
            if (line == 1) {
                checkHeader(object, header);
            } else {
                remember(object);
            }
        } catch (JsonException e) {
            throw unreadable(line, String.valueOf(e.getMessage()));
        }
    }

    private void remember(JsonObject object) throws JsonException {
        List<Double> costs = new ArrayList<>();
        for (JsonValue cost : object.array("costs")) {
            if (!(cost instanceof JsonNumber number)) {
                throw new JsonException("member \"costs\" holds " + cost.kind() + ", expected numbers only");
            }
            costs.add(number.asDouble());
        }
        known.put(
                new Key(object.text("recipe"), object.integer("fold", 1, Integer.MAX_VALUE) - 1),
                new Known(List.copyOf(costs), object.asDouble("seconds")));
    }

    private IOException unreadable(int line, String reason) {
        return new IOException(file + ":" + line + ": is no line of the journal of a search (" + reason
                + "); delete the file, or name another journal");
    }

    private void checkHeader(JsonObject read, JsonObject header) throws IOException {
        for (Map.Entry<String, JsonValue> member : header.members().entrySet()) {
            JsonValue found = read.members().get(member.getKey());
            if (!Objects.equals(found, member.getValue())) {
                throw new IOException(file + ": is the journal of another search: its " + member.getKey() + " is "
                        + (found == null ? "missing" : JsonWriter.write(found)) + ", here it is "
                        + JsonWriter.write(member.getValue()) + "; delete the file, or name another journal");
            }
        }
    }

    private static byte[] bytes(JsonObject line) {
        return (JsonWriter.write(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonObject line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(line));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(file + ": cannot be written: " + e.getMessage(), e));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
