package dev.lamina.cli;

import java.util.ArrayList;
import java.util.List;

/// Several commands in one process, with a `+` between them, from which `tools/build-cache` makes a cache of
/// classes and profiles that serves them all.
final class Rehearsal {

    private Rehearsal() {}

    static void main(String[] arguments) {
        Session session = Session.ofProcess();
        List<String> command = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("+")) {
                Main.execute(session, command.toArray(String[]::new));
                command.clear();
            } else {
                command.add(argument);
            }
        }
    }
}
