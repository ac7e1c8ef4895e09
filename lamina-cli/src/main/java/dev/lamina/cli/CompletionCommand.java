package dev.lamina.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints what a shell needs to complete commands and options.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {"Prints a script that completes commands and options.", ""},
        footer = {
            "",
            "For this shell:",
            "  source <(${ROOT-COMMAND-NAME} completion bash)",
            "For every shell to come:",
            "  mkdir -p ~/.local/share/bash-completion/completions",
            "  ${ROOT-COMMAND-NAME} completion bash \\",
            "      > ~/.local/share/bash-completion/completions/lamina",
        })
final class CompletionCommand implements Callable<Integer> {

    private enum Shell {
        BASH
    }

    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "The shell: bash. zsh reads the same script after `bashcompinit`.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        session.print(
                switch (shell) {
                    case BASH ->
                        AutoComplete.bash(
                                "lamina", Objects.requireNonNull(spec).root().commandLine());
                });
        return 0;
    }
}
