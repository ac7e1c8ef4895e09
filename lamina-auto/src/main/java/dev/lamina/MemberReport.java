package dev.lamina;

import dev.lamina.core.train.EpochReport;
import java.util.Objects;

/// How far one of the networks of a model is. Several may be trained side by side; they report one at a time.
///
/// @param member which network it is, 1 for the first
/// @param members how many there are
/// @param epoch its last one so far; its best one once it is done
/// @param done whether its training has ended: told once more at the end
public record MemberReport(int member, int members, EpochReport epoch, boolean done) {

    public MemberReport {
        Objects.requireNonNull(epoch, "epoch");
    }
}
