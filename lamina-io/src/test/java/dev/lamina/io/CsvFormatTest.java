package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What surrounds a table in CSV text; `/` stands for the end of a line and `→` for a tab.
class CsvFormatTest {

    private static final String HERE = "standard input:";

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    sep=;/a;b/1,5;x/                         ! a,b/1.5,x/
                    SEP=→/a→b/1→x/                           ! a,b/1,x/
                    "sep=|"/a|b,c/1|x/                       ! a,"b,c"/1,x/
                    sep=,/a;b,c/1,2/                         ! a;b,c/1,2/
                    a;b/1,5;2,5/                             ! a,b/1.5,2.5/
                    a,x;b,y/1,5;2,5/                         ! "a,x","b,y"/1.5,2.5/
                    name, first;day/Li, A;2024-01-31/B;2024-02-28/ ! "name, first",day/"Li, A",2024-01-31/B,2024-02-28/
                    a→b/$1,234.50→2/$9.00→3/                 ! a,b/1234.5,2/9,3/
                    a|b/1;2|x,y/3;4|z/                       ! a,b/1;2,"x,y"/3;4,z/
                    note/so, it is/yes/or; no/               ! note/"so, it is"/yes/or; no/
                    price/1,5/2/                             ! price/1.5/2/
                    "x" "y"/"1" 5 "a b"/"2" 6 "c"/           ! x,y/5,a b/6,c/
                    "x" "y"/5 "a b"/6 "c"/                   ! x,y/5,a b/6,c/
                    full name/Ann Lee/Bo Xi/                 ! full name/Ann Lee/Bo Xi/
                    """)
    void findsTheDelimiter(String text, String table) throws IOException {
        assertThat(csv(read(text))).isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    `# of 2024/# lab, 7/a,b/1,x/`      ! a,b/1,x/        ! 1: a line that begins with # is a comment; so are 1 more
                    `#/a,b/# half, way, on/1,x/#/`     ! a,b/1,x/        ! 1: a line that begins with # is a comment; so are 2 more
                    `# c/a,b/#1,x/# d/`                ! a,b/#1,x/       ! 1: a line that begins with # is a comment; so are 1 more
                    `# c/tag/#x/y/`                    ! tag/#x/y/       ! 1: a line that begins with # is a comment
                    sep=;//# c/a;b/1;x/              ! a,b/1,x/        ! 3: a line that begins with # is a comment
                    a,b/#1,x/                        ! a,b/#1,x/       ! ``
                    `#,b/1,x/`                         ! #,b/1,x/        ! ``
                    `##v 1/#chrom→from/x→5/`           ! #chrom,from/x,5/ ! 1: a line that begins with # is a comment
                    a,b,/1,x,/2,y, /                 ! a,b/1,x/2,y/    ! 1: the last column has neither a name nor values and is left out
                    a,b,,/1,x,,/                     ! a,b/1,x/        ! 1: the last column has neither a name nor values and is left out
                    a,b,/1,x/2,y/                    ! a,b/1,x/2,y/    ! 1: the last column has neither a name nor values and is left out
                    a,b/1,x,/2,y,/                   ! a,b/1,x/2,y/    ! 1: every row ends with a delimiter that the header has not; it is left out
                    ,a,b/0,1,x/1,2,y/                ! a,b/1,x/2,y/    ! 1: the first column has no name and is left out: row numbers
                    "","a","b"/"1",1,"x"/"2",2,"y"/  ! a,b/1,x/2,y/    ! 1: the first column has no name and is left out: row numbers
                    "";"a"/"Fiat";1/"Audi";2/        ! a/1/2/          ! 1: the first column has no name and is left out: names of rows; name it in the header to use it
                    ,a/17,1/4,2/                     ! a/1/2/          ! 1: the first column has no name and is left out: names of rows; name it in the header to use it
                    ,a,/0,1,/1,2,/                   ! a/1/2/          ! 1: the first column has no name and is left out: row numbers|1: the last column has neither a name nor values and is left out
                    a,b/1,3,x/2,4,y/                 ! a,b/3,x/4,y/    ! 1: the first column has no name and is left out: row numbers
                    "a" "b"/"Fiat" 3 "x"/            ! a,b/3,x/        ! 1: the first column has no name and is left out: names of rows; name it in the header to use it
                    "a"/"1" 3/"2" 4/                 ! a/3/4/          ! 1: the first column has no name and is left out: row numbers
                    """)
    void leavesOutWhatIsNoColumnAndSaysSo(String text, String table, String notes) throws IOException {
        ReadTable read = read(text);
        assertThat(csv(read)).isEqualTo(table);
        assertThat(read.warnings())
                .containsExactlyElementsOf(Stream.of(notes.split("\\|"))
                        .filter(note -> !note.isEmpty())
                        .map(HERE::concat)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    a,,b/1,2,3/                    ! 1: column 2 has no name; give it one in the header
                    a,b,/1,2,3/                    ! 1: column 3 has no name; give it one in the header
                    ,b/x,1/y,2/x,3/                ! 1: column 1 has no name; give it one in the header
                    a,b/1,2/1,2,/                  ! 3: expected 2 fields as in the header, got 3; put quotes around fields that contain the delimiter
                    a,b/1,2/1/                     ! 3: expected 2 fields as in the header, got 1; put quotes around fields that contain the delimiter
                    `# c/a,b/1,2/# d/1,2,3/`         ! 5: expected 2 fields as in the header, got 3; put quotes around fields that contain the delimiter
                    a,b/.5,1,2/.7,1,2/             ! 2: expected 2 fields as in the header, got 3; put quotes around fields that contain the delimiter
                    My table/a,b/1,2/              ! 2: expected 1 field as in the header, got 2; put quotes around fields that contain the delimiter, or remove the line above the names if it is a title
                    `# x y/1 2/3 4/5 6/`             ! 1: blanks between the columns; pass --delimiter ' ', or --delimiter tab if this is one column
                    name  n/Ann   1/Bo   22/       ! 1: blanks between the columns; write a comma there, for example by tr -s ' ' , <standard input, or --delimiter tab if this is one column
                    """)
    void refusesTheRestWithItsPlace(String text, String message) {
        assertThat(catchThrowableOfType(DataFileException.class, () -> read(text)))
                .hasMessage(HERE + message);
    }

    @Test
    void theAdviceForBlanksReadsWhatNumPyWrites() throws IOException {
        byte[] bytes = "# x y\n1.5 2\n3 4\n".getBytes(StandardCharsets.UTF_8);
        TableReader reader = TableReader.defaults().delimiter(' ').standardInput(new ByteArrayInputStream(bytes));
        assertThat(Reading.csv(reader.read("-").table())).isEqualTo("x,y\n1.5,2\n3,4\n");
    }

    @Test
    void aValueBelowNoNameIsRefusedHoweverFarItIs() {
        String rows = IntStream.range(0, 300).mapToObj(i -> i + ",x,/").collect(Collectors.joining());
        assertThat(catchThrowableOfType(DataFileException.class, () -> read("a,b,/" + rows + "1,x,y/")))
                .hasMessage(HERE + "302: field 3 has a value, but column 3 has no name; give it one in the header");
    }

    private static ReadTable read(String text) throws DataFileException {
        byte[] bytes = text.replace('/', '\n').replace('→', '\t').getBytes(StandardCharsets.UTF_8);
        return TableReader.defaults()
                .standardInput(new ByteArrayInputStream(bytes))
                .read("-");
    }

    private static String csv(ReadTable read) throws IOException {
        return Reading.csv(read.table()).replace('\n', '/');
    }
}
