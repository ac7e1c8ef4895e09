package dev.lamina.cli;

import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// What one run of the command works with: its streams, its name and the wish to stop. Results go to `out`, all
/// else to `err`; text is UTF-8.
///
/// @param out unbuffered; fails with [StandardOutput.Closed] when nobody reads it any more
/// @param terminal whether `err` is a terminal, where a line can be drawn again
/// @param command how the user called it, such as `./lamina`, for commands that can be copied
record Session(
        InputStream in,
        OutputStream out,
        PrintStream err,
        boolean terminal,
        String command,
        Interruption interruption) {

    /// The session of this process. The launcher says by `-Dlamina.terminal` and `-Dlamina.command` what Java
    /// cannot find out.
    static Session ofProcess() {
        return new Session(
                new FileInputStream(FileDescriptor.in),
                new StandardOutput(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("lamina.terminal"),
                System.getProperty("lamina.command", "lamina"),
                new Interruption());
    }

    /// Writes lines of results.
    void print(String text) throws IOException {
        out.write((text.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void print(JsonValue value) throws IOException {
        print(JsonWriter.write(value));
    }

    /// Tells something that is not a result.
    void tell(String line) {
        err.println(oneLine(line));
    }

    void warn(String warning) {
        tell("warning: " + warning);
    }

    /// Names from files must not end the line or steer the terminal.
    private static String oneLine(String text) {
        return text.strip().replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "?");
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }
}
