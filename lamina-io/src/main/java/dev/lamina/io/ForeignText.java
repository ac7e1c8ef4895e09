package dev.lamina.io;

import java.util.regex.Pattern;

/// Text that holds a table in a form that is not read, with the way out.
enum ForeignText {
    WEB_PAGE(
            "a web page, as some programs save tables under the name of a workbook; open it in a spreadsheet and save"
                    + " the sheet as CSV",
            "(<!--.*?-->\\s*+)*+<(!doctype\\s+html|html|head|body|table|meta)\\b"),
    XML("XML; open it in a spreadsheet, or convert it, and save it as CSV", "<\\?xml\\s"),
    SQL_DUMP(
            "a dump of a database as SQL; load it there and export the table as CSV",
            "(--[^\\n]*+\\n\\s*+|/\\*.*?\\*/;?\\s*+)*+(create\\s+(table|database|schema)|insert\\s+into|drop\\s+table"
                    + "|pragma\\s+foreign_keys|begin(\\s+transaction)?;|start\\s+transaction;|set\\s+\\w+\\s*=|use\\s+[`\\w]+;"
                    + "|copy\\s+[\\w.\"]+\\s*\\(.*?\\)\\s*from\\s+stdin)"),
    MARKDOWN(
            "a table in Markdown; write it as CSV",
            "[^\\n]*\\|[^\\n]*\\n\\s*(\\|\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?|:?-{3,}:?\\s*(\\|\\s*:?-{3,}:?\\s*)+)"
                    + "\\s*(\\n|$)"),
    FRAMED(
            "a table framed with signs, as databases show it; export it as CSV",
            "(\\+[-=+]{3,}\\+\\s*\\n|[^\\n]+\\|[^\\n]+\\n-{3,}(\\+-{3,})+\\s*(\\n|$))"),
    PICKLE(
            "a pickle of Python; save it as Parquet or CSV by to_parquet or to_csv of pandas",
            "(c(pandas|numpy)\\.|c(__builtin__|copy_reg)\\n|\\([dl]p\\d)"),
    ARFF("a file of Weka; save it there as CSV", "(%[^\\n]*+\\n\\s*+)*+@relation\\s"),
    LIBSVM(
            "sparse data as LIBSVM writes it; write one column for each feature",
            "[-+\\d.]+( \\d+:[-+\\d.eE]+)+\\s*\\n");

    private static final int CHARACTERS = 4096;

    private final String message;
    private final Pattern start;

    ForeignText(String message, String start) {
        this.message = message;
        this.start = Pattern.compile(start, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /// @param start of the text
    /// @param source for messages
    /// @throws DataFileException if the text is one of these
    static void refuse(String start, String source) throws DataFileException {
        String text = start.substring(0, Math.min(start.length(), CHARACTERS))
                .stripLeading()
                .replace("\r\n", "\n");
        for (ForeignText format : values()) {
            if (format.start.matcher(text).lookingAt()) {
                throw new DataFileException(source + ": " + format.message);
            }
        }
    }
}
