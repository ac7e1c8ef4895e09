package dev.lamina.cli;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Table;
import dev.lamina.io.ReadTable;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.TraceSettings.SourceColumn;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The first rows of a table, as a member of a model sees them.
///
/// @param targets the rows' target as the loss takes it, or null if the table has none
record TracedRows(Member member, Path file, Table table, double @Nullable [][] targets) {

    static final int MAX_ROWS = 5;

    /// Reads the rows, with the target where it is there; tells if there are more than are shown.
    ///
    /// @param number of the member, from 1
    static TracedRows read(Model model, int number, Path file, String data, ReadingOptions reading, Session session)
            throws IOException {
        Member member = member(model, number);
        FittedPipeline pipeline = member.pipeline();
        // Kept, because it is read a second time where the target turns out to be there.
        byte[] input = data.equals("-") ? session.in().readAllBytes() : new byte[0];
        ReadTable read = reading.read(source(data, input), pipeline.schema());
        boolean withTarget = read.unusedColumns().contains(pipeline.target().name());
        if (withTarget) {
            read = reading.read(source(data, input), pipeline.schemaWithTarget());
        }
        reading.warn(read, model, session);
        Table table = read.table();
        if (table.rows() > MAX_ROWS) {
            session.warn("the first " + MAX_ROWS + " of " + table.rows() + " rows are traced");
            table = table.select(IntStream.range(0, MAX_ROWS).toArray());
        }
        return new TracedRows(member, file, table, withTarget ? doubles(pipeline.targets(table)) : null);
    }

    private static Member member(Model model, int number) {
        int members = model.members().size();
        if (number < 1 || number > members) {
            throw new IllegalArgumentException("--member is " + number + ", the model has " + members
                    + (members == 1 ? " member" : " members; give 1 to " + members));
        }
        return model.members().get(number - 1);
    }

    private static DataSource source(String data, byte[] input) {
        return new DataSource(data, new ByteArrayInputStream(input));
    }

    TraceSettings settings(UpdateRule update) {
        return TraceSettings.ofTable(
                ReferenceNetwork.of(member.network().network(), member.network().parameters()),
                new WeightStart.File(file.toString()),
                member.network().loss(),
                update,
                doubles(member.pipeline().transform(table)),
                targets,
                columns(),
                member.pipeline().featureNames(),
                member.pipeline().target());
    }

    private static double[][] doubles(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                rows[i][j] = matrix.get(i, j);
            }
        }
        return rows;
    }

    private List<SourceColumn> columns() {
        List<SourceColumn> columns = new ArrayList<>();
        int from = 0;
        for (FittedColumn fitted : member.pipeline().columns()) {
            Column column = table.require(fitted.name());
            List<String> cells = IntStream.range(0, table.rows())
                    .mapToObj(row -> cell(column, row))
                    .toList();
            columns.add(new SourceColumn(fitted.name(), from, from + fitted.width(), cells));
            from += fitted.width();
        }
        return columns;
    }

    private static String cell(Column column, int row) {
        if (column.missing(row)) {
            return "–";
        }
        return switch (column) {
            case Column.Numbers numbers -> number(numbers.values()[row]);
            case Column.Categories words -> words.words().get(words.codes()[row]);
            case Column.Times times ->
                LocalDateTime.ofEpochSecond((long) times.epochSeconds()[row], 0, ZoneOffset.UTC)
                        .toString();
        };
    }

    private static String number(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
