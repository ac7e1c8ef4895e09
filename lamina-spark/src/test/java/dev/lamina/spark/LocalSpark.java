package dev.lamina.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// A Spark in this process, with two cores.
final class LocalSpark {

    private LocalSpark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("test")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.barrier.sync.timeout", 60)
                .getOrCreate();
    }

    /// A column of a DataFrame.
    record Named(String name, DataType type) {}

    static Dataset<Row> rows(List<@Nullable Object[]> cells, Named... columns) {
        StructType schema = new StructType();
        for (Named column : columns) {
            schema = schema.add(column.name(), column.type());
        }
        return session().createDataFrame(cells.stream().map(RowFactory::create).toList(), schema);
    }
}
