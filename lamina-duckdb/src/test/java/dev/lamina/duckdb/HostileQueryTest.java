package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.io.DataFileException;
import dev.lamina.io.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Data that is named by a query is read and nothing else happens: files stand beside, and stay what they are.
class HostileQueryTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException, SQLException {
        Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,4\n");
        Files.writeString(folder.resolve("old.txt"), "old");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("ATTACH '" + folder.resolve("old.duckdb") + "' AS old");
            statement.execute("CREATE TABLE old.t AS SELECT 1 AS x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; copy (select 1) to '@/old.txt'",
                "select 1; copy (select 1) to '@/old.txt';",
                "copy (select 1) to '@/new.csv'; select 1",
                "select 1; copy (select 1) to '@/old.txt'; select 1",
                "select 1 ;; copy (select 1) to '@/new.parquet' (format parquet) ;; select 2",
                "select 1;\n--\ncopy (select 1) to '@/new.csv'",
                "select 1 /* ; */ ; copy (select 1) to '@/new.csv'",
                "select ';' ; copy (select 1) to '@/new.csv'",
                "select $$;$$ ; copy (select 1) to '@/new.csv'",
                "select 'it''s' ; copy (select 1) to '@/new.csv'",
                "select 1; attach '@/new.duckdb' as n",
                "select 1; attach '@/old.duckdb' as n; insert into n.t values (2)",
                "select 1; attach '@/old.duckdb' as n; drop table n.t; select 1",
                "select 1; export database '@/exported'",
                "select 1; set log_query_path = '@/log'; select 1",
                "select 1; set temp_directory = '@/temporary'; select 1",
                "select 1; pragma enable_profiling = 'json'; pragma profiling_output = '@/profile'; select 1",
                "select 1; load '@/old.txt'",
                "select 1; install httpfs",
                "select 1; create persistent secret s (type http)",
                "select 1; create table t as select 1; insert into t values (1)",
                "select 1; call enable_logging(storage = 'file', storage_path = '@/logs')",
                "select 1; set enable_external_access = false",
                "select 1; vacuum; checkpoint",
                "from (copy (select 1) to '@/new.csv')",
                "with t as (copy (select 1) to '@/new.csv') select * from t",
                "with t as (insert into old.t values (2) returning *) select * from t",
                "with t as (insert into x values (2) returning *) from t",
                "with t as (delete from x returning *) from t",
                "with t as (update x set a = 1 returning *) from t",
                "with t as (select 1) insert into x select * from t",
                "with t as (select 1) delete from x",
                "from '@/a.csv' insert into x",
                "select * from enable_logging(storage = 'file', storage_path = '@/logs')",
                "select * from ENABLE_LOGGING(storage := 'file', storage_path := '@/logs')",
                "select * from system.main.\"enable_logging\"(storage = 'file', storage_path = '@/logs')",
                "select * from enable_profiling(save_location = '@/profile')",
                "select (select count(*) from enable_profiling(save_location = '@/profile'))",
                "select * from query('copy (select 1) to ''@/new.csv''')",
                "select * from query('select * from enable_logging(storage = ''file'', storage_path = ''@/logs'')')",
                "select * from json_execute_serialized_sql('{}')",
                "select * from arrow_scan(1::ubigint::pointer, 2::ubigint::pointer, 3::ubigint::pointer)",
                "select * from checkpoint()",
                "select * from register_external_resource('@/new', 'x')",
                "select write_log('x')",
                "select getenv('HOME')",
                "select * into x from '@/a.csv'",
                "select * from 'https://127.0.0.1:9/x.csv'",
                "select * from read_csv('s3://bucket/x.csv')",
                "with copied as (select 1) copy copied to '@/new.csv'",
                "from '@/a.csv' select x; from '@/a.csv'",
                "(select 1); copy (select 1) to '@/new.csv'",
                "-- select\nselect 1; copy (select 1) to '@/new.csv'",
                "/* */ select 1; copy (select 1) to '@/new.csv'",
                "from(pivot '@/a.csv' on x using sum(y))",
                "select 1\0; copy (select 1) to '@/new.csv'",
                "attach '@/new.duckdb' as n",
                "copy (select 1) to '@/new.csv'",
                "explain analyze select 1",
                "prepare p as select 1; execute p",
            })
    void whatIsNoReadingIsRefusedInOneLineAndChangesNothing(String query) throws IOException {
        Map<Path, String> before = contents();
        DataFileException refused = catchThrowableOfType(
                DataFileException.class, () -> TableReader.defaults().read(query.replace("@", folder.toString())));
        assertThat(refused).isNotNull();
        assertThat(String.valueOf(refused.getMessage()).lines()).hasSize(1);
        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select x from '@/a.csv';",
                "  \n from '@/a.csv' select x ;; -- all",
                "FROM'@/a.csv'",
                "-- all\nselect x from '@/a.csv'",
                "/* all\n */ (select x from '@/a.csv')",
                "((select 1 as x) union all (select 3)) order by x",
                "with t as (from '@/a.csv') from t",
                "with recursive t as (select 1 as x union all select x + 2 from t where x < 2) from t",
                "with t(x) as materialized (values (1), (3)) from t",
                "from (values (1), (3)) as t(x)",
                "select * from (table \"@/a.csv\")",
                "from (pivot '@/a.csv' on y in (2, 4) using sum(y)) select x",
                "from (unpivot '@/a.csv' on y) select x",
                "from read_csv('@/a.csv') as t where exists (select 1 from range(3))",
                "select unnest([1, 3]) as x",
                "select x from '@/a.csv' qualify row_number() over (order by x) < 3",
                "select ';copy' as c, x from '@/a.csv' -- ; copy",
                "select x from (summarize select 1 as a), '@/a.csv'",
                "select x, 'SELECT_NODE' as \"type\", 'enable_logging' as function_name from '@/a.csv'",
            })
    void oneQueryThatReadsIsTaken(String query) throws IOException {
        Map<Path, String> before = contents();
        assertThat(TableReader.defaults()
                        .read(query.replace("@", folder.toString()))
                        .table()
                        .rows())
                .isEqualTo(2);
        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    select 1; copy (select 1) to 'x' | expected a query, which only reads, got another statement, or a pivot without its values: "on x in (1, 2)"
                    select 1; select 2 | expected one statement, got 2; write one query
                    with t as (insert into x values (2)) from t | expected a query, which only reads, got one with "insert"
                    from checkpoint() | expected a query, which only reads, got the function checkpoint; of those that give tables a query may call what reads files or makes rows
                    select 1 1 | syntax error at or near "1"
                    from lab.csv | IO Error: No files found that match the pattern "lab.csv"; no file has this name either
                    """)
    void refusalsSayWhy(String query, String message) {
        assertThat(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(query)))
                .hasMessage("query: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"values (1)", "table x", "describe select 1", "pivot x on y", "selected rows", "with", "select"})
    void otherWordsAtTheStartAreNamesOfFiles(String source) {
        assertThat(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(source)))
                .hasMessageStartingWith(source + ": no such file");
    }

    /// Every file with what stands in it and when it was changed.
    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                contents.put(
                        file,
                        Files.getLastModifiedTime(file)
                                + (Files.isDirectory(file) ? "" : Arrays.toString(Files.readAllBytes(file))));
            }
        }
        return contents;
    }
}
