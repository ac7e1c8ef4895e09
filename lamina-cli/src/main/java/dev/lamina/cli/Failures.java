package dev.lamina.cli;

import dev.lamina.core.train.DivergenceException;
import dev.lamina.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever went wrong into one line on `err` and an exit code.
final class Failures {

    static final int DEFECT = 1;
    static final int WRONG_USE = 2;
    static final int DIVERGED = 3;

    private final Session session;
    private final List<String> arguments;
    private boolean traces = System.getenv("LAMINA_DEBUG") != null;

    Failures(Session session, String... arguments) {
        this.session = session;
        this.arguments = List.of(arguments);
    }

    /// From now on a failure's stack trace follows its line.
    void showTraces() {
        traces = true;
    }

    /// Tells the failure.
    ///
    /// @return the exit code
    int report(Throwable failure) {
        if (failure instanceof ExecutionException wrapper && wrapper.getCause() != null) {
            return report(wrapper.getCause());
        }
        if (isClosedOutput(failure)) {
            return 0;
        }
        int code = exitCode(failure);
        session.tell("lamina: " + (code == DEFECT ? defect(failure) : message(failure)));
        if (traces) {
            failure.printStackTrace(session.err());
        }
        return code;
    }

    private static boolean isClosedOutput(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof StandardOutput.Closed) {
                return true;
            }
        }
        return false;
    }

    private static int exitCode(Throwable failure) {
        return switch (failure) {
            case DivergenceException _ -> DIVERGED;
            case ParameterException _, IOException _, UncheckedIOException _, OutOfMemoryError _ -> WRONG_USE;
            // Misuse that only the modules below can see; its subclasses, but for DataException, are defects.
            case IllegalArgumentException e
            when e.getClass() == IllegalArgumentException.class || e instanceof DataException -> WRONG_USE;
            default -> DEFECT;
        };
    }

    private String message(Throwable failure) {
        return switch (failure) {
            case UnmatchedArgumentException e -> unmatched(e) + fileLikeAnOption() + seeHelp(e);
            case ParameterException e -> lowerFirst(text(e)) + fileLikeAnOption() + seeHelp(e);
            case UncheckedIOException e -> message(Objects.requireNonNullElse(e.getCause(), e));
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e ->
                e.getFile() + ": " + Objects.requireNonNullElse(e.getReason(), "cannot be used");
            case OutOfMemoryError _ ->
                "out of memory, the limit is " + Runtime.getRuntime().maxMemory() / (1 << 20)
                        + " MB; set a higher one by LAMINA_JAVA_OPTIONS=-Xmx8g";
            case DivergenceException e ->
                text(e).replace("lower the learning rate", "lower --learning-rate")
                                .replace("clip the gradients", "set --clip-norm")
                        + "; nothing was written";
            default -> text(failure);
        };
    }

    private static String text(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /// An option or command that does not exist, with the one that was probably meant.
    private static String unmatched(UnmatchedArgumentException failure) {
        String argument = failure.getUnmatched().getFirst();
        if (failure.isUnknownOption()) {
            return "unknown option " + argument + meant(failure);
        }
        if (!failure.getCommandLine().getSubcommands().isEmpty()) {
            return "unknown command \"" + argument + "\"" + meant(failure);
        }
        return "unexpected argument \"" + argument + "\"; a pattern of files needs quotes";
    }

    /// A file whose name was taken for an option.
    private String fileLikeAnOption() {
        return arguments.stream()
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("-") && argument.length() > 1 && isFile(argument))
                .findFirst()
                .map(name -> "; to name the file " + name + " write ./" + name)
                .orElse("");
    }

    private static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String meant(UnmatchedArgumentException failure) {
        int[] letters = letters(failure.getUnmatched().getFirst());
        return Stream.concat(
                        failure.getCommandLine().getSubcommands().keySet().stream()
                                .filter(command -> Arrays.equals(letters(command), letters)),
                        failure.getSuggestions().stream())
                .findFirst()
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    /// Sorted, so that swapped letters make no difference.
    private static int[] letters(String word) {
        return word.chars().sorted().toArray();
    }

    private static String seeHelp(ParameterException failure) {
        return "; see " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    private static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String defect(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return "a defect of Lamina, please report it with this line and the command; --debug shows more: " + failure
                + place;
    }
}
