package dev.lamina.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The wish to end a training that is expressed by a signal: the first asks it to stop and keep what it has, the second
/// ends the process at once. Thread-safe.
///
/// By `sun.misc.Signal`: see `docs/decisions/0011-signals.md`.
class Interruption {

    /// A signal that asks a process to end.
    enum Request {
        CTRL_C("INT", "Ctrl-C", 130),
        TERMINATE("TERM", "SIGTERM", 143),
        HANG_UP("HUP", "SIGHUP", 129);

        private final String signal;
        private final String words;
        private final int exitCode;

        Request(String signal, String words, int exitCode) {
            this.signal = signal;
            this.words = words;
            this.exitCode = exitCode;
        }

        /// The subject of a sentence, such as `Ctrl-C`.
        String inWords() {
            return words;
        }

        /// With which a process that it ended exits, as shells expect: 128 and the signal's number.
        int exitCode() {
            return exitCode;
        }
    }

    private final AtomicInteger requests = new AtomicInteger();
    private volatile Optional<Request> requested = Optional.empty();
    private volatile boolean stoppable;
    private volatile String kept = "";

    /// From now on the signals come here.
    ///
    /// @param tell takes a line for the user
    void listen(Consumer<String> tell) {
        for (Request request : Request.values()) {
            handle(request.signal, () -> receive(request, tell));
        }
    }

    /// From now on the first request only asks; before, it ends the process.
    void stoppable() {
        stoppable("the best epoch so far is kept, if one is done");
    }

    /// The same for what keeps something else.
    ///
    /// @param promise what is told of that, as part of a sentence
    void stoppable(String promise) {
        kept = promise;
        stoppable = true;
    }

    /// What asks the command to stop and keep what it has.
    Optional<Request> requested() {
        return requested;
    }

    void request(Request request) {
        requested = Optional.of(request);
    }

    private void receive(Request request, Consumer<String> tell) {
        int count = requests.incrementAndGet();
        if (count == 1 && stoppable) {
            request(request);
            tell.accept(request.words + ": stopping after this step; " + kept);
        } else if (count <= 2) {
            tell.accept("lamina: ended by " + request.words
                    + (stoppable ? " at once" : " before training began; nothing was written"));
            // Not a halt: what removes temporary files of libraries has to run.
            System.exit(request.exitCode);
        } else {
            Runtime.getRuntime().halt(request.exitCode);
        }
    }

    /// By reflection, as the compiler's warning about the class cannot be switched off.
    private static void handle(String signal, Runnable handler) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup().bind(handler, "run", MethodType.methodType(void.class));
            Object adapted =
                    MethodHandleProxies.asInterfaceInstance(handlerType, MethodHandles.dropArguments(run, 0, type));
            type.getMethod("handle", type, handlerType)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), adapted);
        } catch (ReflectiveOperationException e) {
            // A system without the signal, or a JVM that leaves it to the system: then it ends the process.
        }
    }
}
