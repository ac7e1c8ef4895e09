package dev.lamina.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `lamina` command: its options, its commands and their exit codes.
@Command(
        name = "lamina",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = "Trains neural networks on tables of data and predicts with them.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start with these:",
            "  ${COMMAND-FULL-NAME} train samples/penguins.csv --target species",
            "  ${COMMAND-FULL-NAME} predict penguins.safetensors samples/penguins.csv",
            "",
            "Exit codes: 0 done, 2 wrong use or unusable data, 3 training diverged,",
            "130 ended by Ctrl-C (143 by SIGTERM) with nothing written, 1 a defect of",
            "Lamina.",
        })
public final class Main implements Runnable {

    private final Session session;
    private final Failures failures;

    @Spec
    private @Nullable CommandSpec spec;

    private Main(Session session, Failures failures) {
        this.session = session;
        this.failures = failures;
    }

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "With an error, show where in the program it arose.")
    void debug(boolean wanted) {
        if (wanted) {
            failures.showTraces();
        }
    }

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        Session session = Session.ofProcess();
        int code = execute(session, arguments);
        // Before the JVM exits it looks for a logger to tell, which takes a tenth of a small prediction; at the end of
        // main not.
        if (code != 0) {
            System.exit(code);
        }
    }

    /// Runs one command; every failure is told on the session's `err`.
    ///
    /// @return the exit code
    static int execute(Session session, String... arguments) {
        Failures failures = new Failures(session, arguments);
        try {
            CommandLine line = commandLine(session, failures, arguments);
            return new RunLast().execute(withConfigFile(line, line.parseArgs(arguments)));
        } catch (Throwable e) {
            return failures.report(e);
        }
    }

    private static CommandLine commandLine(Session session, Failures failures, String... arguments) {
        CommandLine line = new CommandLine(new Main(session, failures));
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new TrainCommand(session));
        commands.put("tune", () -> new TuneCommand(session));
        commands.put("evaluate", () -> new EvaluateCommand(session));
        commands.put("compare", () -> new CompareCommand(session));
        commands.put("predict", () -> new PredictCommand(session));
        commands.put("report", () -> new ReportCommand(session));
        commands.put("explain", () -> new ExplainCommand(session));
        commands.put("info", () -> new InfoCommand(session));
        commands.put("trace", () -> new TraceCommand(session));
        Supplier<Object> only = arguments.length == 0 ? null : commands.get(arguments[0]);
        if (only != null) {
            // Finding out what the others take by reflection is what a prediction of few rows would spend most time on.
            line.addSubcommand(only.get());
        } else {
            commands.values().forEach(command -> line.addSubcommand(command.get()));
            line.addSubcommand(new CompletionCommand(session)).addSubcommand(new HelpCommand());
        }
        return line.setCommandName(session.command())
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(session.outWriter())
                .setErr(session.errWriter());
    }

    /// Asks first, so that a command without such a file does not load what reads one.
    private static ParseResult withConfigFile(CommandLine line, ParseResult parsed) {
        if (parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof TrainCommand train) {
            Path config = train.config();
            return config == null ? parsed : ConfigFile.withDefaults(config, line, parsed);
        }
        return parsed;
    }

    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(session.outWriter());
    }
}
