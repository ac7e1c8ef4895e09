package dev.lamina.spark.exchange;

/// A task of a training and where it listens.
///
/// @param executor names the process that runs it, for messages
/// @param host name or address
/// @param port 1 to 65,535
public record Peer(String executor, String host, int port) {

    /// `executor 2 on node7:41234`.
    @Override
    public String toString() {
        return "executor " + executor + " on " + host + ":" + port;
    }
}
