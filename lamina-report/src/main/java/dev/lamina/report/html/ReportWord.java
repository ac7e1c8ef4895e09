package dev.lamina.report.html;

import dev.lamina.report.Language;
import java.util.Map;
import java.util.Optional;

/// Every text of the reports, in every language. `{0}`, `{1}` … stand for numbers and names.
enum ReportWord {
    TITLE_TRAINING("Training report: {0}", "训练报告：{0}"),
    TITLE_MODEL("Model report: {0}", "模型报告：{0}"),
    TITLE_COMPARISON("Models compared: {0}", "模型比较：{0}"),
    TITLE_EXPLANATION("What drives the model", "模型由什么决定"),
    TITLE_PREDICTIONS("Predictions explained", "预测解释"),
    CONTENTS("Contents", "目录"),
    SKIP("Skip to the report", "跳到正文"),

    SUMMARY("Summary", "概览"),
    DID_IT_LEARN("Did it learn?", "学会了吗？"),
    RIGHT_ROWS("of the rows are right", "的行预测正确"),
    BASELINE_CLASSES("Always naming the most frequent class: {0}.", "总是预测最常见的类别：{0}。"),
    RMSE_ROWS("root mean squared error", "均方根误差"),
    BASELINE_VALUES("Always answering the mean: {0}.", "总是预测平均值：{0}。"),
    ROWS_HELD_OUT("Measured on {0} rows, each by networks that were not trained on it.", "在 {0} 行上测得，每一行都由未用它训练的网络预测。"),
    ROWS_GIVEN("Measured on the {0} rows given.", "在给定的 {0} 行上测得。"),
    WHERE_IT_FAILS("Where does it fail?", "哪里容易出错？"),
    NO_MISTAKE("It made no mistake on these rows.", "在这些行上没有出错。"),
    MISTAKES_OF("of {0} rows:", "行（共 {0} 行）："),
    TAKEN_FOR("“{0}” taken for “{1}”", "“{0}”被误认为“{1}”"),
    MEAN_ERROR("mean absolute error", "平均绝对误差"),
    LARGEST_ERROR("The largest error is {0}, at {1}.", "最大误差为 {0}，位于 {1}。"),
    WHAT_DRIVES("What drives it?", "由哪些列决定？"),
    DATA_SOUND("Are the data sound?", "数据可靠吗？"),
    ROWS_OF_COLUMNS("rows, {0} columns used", "行，使用 {0} 列"),
    DOCTOR("What the doctor says", "诊断"),
    NO_WARNING("Nothing in the data looked doubtful.", "数据中没有发现可疑之处。"),

    ACCURACY("Accuracy", "准确率"),
    LOG_LOSS("Log loss", "对数损失"),
    AUC("ROC AUC", "ROC AUC"),
    F1("F1", "F1"),
    RMSE("RMSE", "RMSE"),
    MAE("MAE", "MAE"),
    R2("R²", "R²"),

    SEARCH("The search", "搜索"),
    SEARCH_IN_WORDS(
            "{0} trials on {1} folds; trial {2} is the best and became this model. Its score is a little too good, since it is"
                    + " the best of many.",
            "在 {1} 折上试验了 {0} 组设置；第 {2} 组最佳，成为此模型。由于是从多组中选出，其得分略偏乐观。"),
    SCORES("{0} of the trials", "各次试验的 {0}"),
    SCORES_PLOTTED("{0} by trial; the best one has {1}.", "各次试验的 {0}，最佳为 {1}。"),
    TRIAL("Trial", "试验"),
    SOME_FOLDS("some folds", "部分折"),
    ALL_FOLDS("all folds; the dot is the best", "全部折；圆点为最佳"),
    WHAT_MATTERED("Which settings mattered", "哪些设置重要"),
    SHARE_OF_RANKS("Share", "占比"),
    BEST_VALUES("Best", "最佳取值"),
    EFFECTS_IN_WORDS(
            "The share of the variance of the trials' ranks that lies between groups of a setting's values; a dash where"
                    + " chance would give as much.",
            "试验排名的方差中由该设置取值分组解释的比例；横线表示与偶然无异。"),
    BEST_TRIALS("The best trials", "最佳试验"),
    FOLDS_REACHED("Folds", "折数"),
    SECONDS("Seconds", "秒"),
    RECIPE("Recipe", "方案"),
    MORE_TRIALS("{0} more trials are not shown.", "另有 {0} 次试验未显示。"),

    CURVES("How training went", "训练过程"),
    ONE_LINE_EACH("{0} networks were trained; each has a line of its own.", "共训练了 {0} 个网络，每个网络一条线。"),
    COST("Cost", "代价"),
    COST_IN_WORDS(
            "Cost by epoch. That of the first network goes from {0} to {1}; its best epoch is {2}.",
            "各轮的代价。第一个网络从 {0} 到 {1}，最佳轮次为 {2}。"),
    TRAINING("training", "训练"),
    VALIDATION_BEST("validation, with the best epoch", "验证（圆点为最佳轮次）"),
    METRIC_OF_VALIDATION("Validation rows: {0}", "验证行：{0}"),
    METRIC_IN_WORDS("{0} by epoch: that of the first network goes from {1} to {2}.", "各轮的 {0}：第一个网络从 {1} 到 {2}。"),
    LEARNING_RATE("Learning rate", "学习率"),
    RATE_IN_WORDS("Learning rate by epoch, at most {0}, at least {1}.", "各轮的学习率，最高 {0}，最低 {1}。"),
    EPOCH("epoch", "轮次"),
    NETWORKS_TRAINED("The networks that were trained", "训练过的网络"),
    NETWORK("Network", "网络"),
    PART("Held-out part", "留出的部分"),
    EPOCHS("Epochs", "轮数"),
    BEST_EPOCH("Best epoch", "最佳轮次"),
    BEST_COST("Best validation cost", "最低验证代价"),
    SHARE_OF_MODEL("Share of the model", "在模型中的权重"),

    CONFUSION("Which classes are confused", "哪些类别被混淆"),
    ACTUAL_BY_PREDICTED("Actual and predicted classes", "实际类别与预测类别"),
    ACTUAL("Actual", "实际"),
    PREDICTED("Predicted", "预测"),
    SHARES_OF_ACTUAL("Shares are of the rows of the actual class.", "百分比为占该实际类别行数的比例。"),
    MOST_CONFUSED("Most often confused", "最常混淆的类别"),
    ROWS("Rows", "行数"),
    SHARE("Share", "比例"),
    EACH_CLASS("How well each class is recognised", "各类别的识别情况"),
    CLASS("Class", "类别"),
    RECALL("Recall", "召回率"),
    PRECISION("Precision", "精确率"),
    MORE_CLASSES("{0} more classes are not shown.", "另有 {0} 个类别未显示。"),
    RECALL_PRECISION(
            "Recall: the share of the rows of a class that are found. Precision: the share of the rows taken for it that"
                    + " are of it.",
            "召回率：该类别的行中被找到的比例。精确率：被判为该类别的行中确实属于它的比例。"),

    PREDICTED_AND_ACTUAL("Predicted and actual values", "预测值与实际值"),
    PREDICTED_BY_ACTUAL("Predicted by actual", "预测值与实际值"),
    PREDICTED_IN_WORDS("Predicted against actual values of {0} rows.", "{0} 行的预测值与实际值。"),
    SOME_ROWS("{0} of {1} rows are drawn.", "图中画出 {1} 行中的 {0} 行。"),
    ON_THE_LINE("On the line a prediction is right.", "落在线上表示预测正确。"),
    ERROR("Error", "误差"),
    ERROR_BY_PREDICTED("Error by predicted value", "误差与预测值"),
    ERRORS_IN_WORDS("Predicted minus actual value by the predicted one, {0} at most.", "预测值减实际值，最大 {0}。"),
    ABOVE_IS_TOO_MUCH("Above the line too much was predicted, below too little.", "线上方为预测偏高，下方为预测偏低。"),
    DISTRIBUTION_OF_ERRORS("Distribution of the errors", "误差分布"),
    DISTRIBUTION_IN_WORDS("How many rows have which error; the median is {0}.", "各误差的行数，中位数为 {0}。"),
    ENDS_HOLD_THE_REST("The outermost bars hold the rest.", "最外侧的柱包含其余的行。"),

    DECISION("Threshold and costs of errors", "阈值与错误代价"),
    ONE_CLASS_ONLY("The rows hold one class only, so there is nothing to decide.", "这些行只有一个类别，无需选择阈值。"),
    DECISION_IN_WORDS(
            "Decide for a class where its probability is at least the threshold. Say what each error costs to find the"
                    + " cheapest threshold.",
            "当某类别的概率不低于阈值时判为该类别。填入每种错误的代价，即可找到最省的阈值。"),
    CHOOSE_THRESHOLD("Your threshold", "选择阈值"),
    THRESHOLD("Threshold", "阈值"),
    COST_MISSED("Cost of a missed row", "每漏掉一行的代价"),
    COST_FALSE_ALARM("Cost of a false alarm", "每次误报的代价"),
    CHEAPEST("Cheapest threshold", "最省的阈值"),
    LEAST_COST("The least cost is {0}, at {1}.", "最低代价为 {0}，阈值为 {1}。"),
    FOUND("Found", "找到"),
    MISSED("Missed", "漏掉"),
    FALSE_ALARMS("False alarms", "误报"),
    RIGHT("Right decisions", "判断正确"),
    COST_OF_ALL("Cost of all errors", "错误的总代价"),
    ROC("ROC curve", "ROC 曲线"),
    ROC_IN_WORDS("Recall against the false positive rate, for every threshold.", "各阈值下的召回率与假阳性率。"),
    FALSE_POSITIVE_RATE("False positive rate", "假阳性率"),
    DIAGONAL_IS_CHANCE("The diagonal is what guessing gives.", "对角线为随机猜测的结果。"),
    PRECISION_BY_RECALL("Precision–recall curve", "精确率–召回率曲线"),
    PRECISION_IN_WORDS("Precision against recall, for every threshold.", "各阈值下的精确率与召回率。"),
    LINE_IS_SHARE("The straight line is the share of the class among the rows.", "直线为该类别在所有行中的比例。"),

    CALIBRATION("Are the probabilities right?", "概率可信吗？"),
    OBSERVED_BY_PREDICTED("How often what was predicted is so", "预测的概率与实际频率"),
    RELIABILITY_IN_WORDS(
            "Observed share against predicted probability; the calibration error is {0} before calibration and {1} after.",
            "实际比例与预测概率；校准误差校准前为 {0}，校准后为 {1}。"),
    PROBABILITY_OF_SECOND("Probability of the second class", "第二个类别的概率"),
    PROBABILITY_OF_LABEL("Probability of the label", "预测类别的概率"),
    SHARE_RIGHT("Observed", "实际比例"),
    BEFORE("before calibration", "校准前"),
    AFTER("after calibration", "校准后"),
    DIAGONAL_IS_RIGHT("On the diagonal, 70 % means: right in 70 of 100 rows.", "在对角线上，70 % 表示 100 行中有 70 行正确。"),
    PROBABILITIES("Calibration error", "校准误差"),
    CALIBRATION_ERROR_BEFORE("Before", "校准前"),
    CALIBRATION_ERROR_AFTER("After", "校准后"),
    MEAN_PROBABILITY("Mean probability", "平均概率"),
    CALIBRATION_ERROR_IN_WORDS(
            "The calibration error is how far both are apart, on average over the rows.", "校准误差为二者之差按行的平均。"),

    COVERAGE("Do intervals and sets hold the truth?", "区间与集合的覆盖率"),
    SETS_HOLD("Sets of labels", "标签集合"),
    INTERVALS_HOLD("Intervals", "预测区间"),
    COVERAGE_IN_WORDS("Reached against asked coverage.", "实际覆盖率与要求的覆盖率。"),
    ASKED("Asked", "要求"),
    REACHED("Reached", "实际"),
    COVERAGE_LEARNT_HERE(
            "The widths were learnt on these rows; report on new data to see what they do there.",
            "区间宽度由这些行得出；要看在新数据上的表现，请对新数据生成报告。"),
    COVERAGE_ON_NEW("On the diagonal they hold the truth as often as was asked.", "在对角线上，覆盖率与要求一致。"),
    HOW_LARGE("How large they are", "大小"),
    LABELS_IN_SET("Labels in a set", "集合中的标签数"),
    MEAN_WIDTH("Mean width", "平均宽度"),

    IMPORTANCE("What drives the predictions", "各列的重要性"),
    COST_WITHOUT("How much the {0} rises without a column", "去掉某列后 {0} 的上升"),
    COLUMNS("Columns", "列"),
    RISE_OF("Rise of the {0}", "{0} 上升"),
    INTERVAL("95 % interval", "95 % 区间"),
    ACCURACY_DROP("Accuracy lost", "准确率下降"),
    MORE_COLUMNS("{0} more columns are not shown.", "另有 {0} 列未显示。"),
    IMPORTANCE_IN_WORDS(
            "The cells of a column were exchanged among {0} rows, {1} times; with all columns as they are the {2} is {3}."
                    + " Columns that say much the same are exchanged together.",
            "将某列的值在 {0} 行之间打乱 {1} 次；所有列保持原样时 {2} 为 {3}。含义相近的列一起打乱。"),

    DEPENDENCE("How predictions depend on the columns", "预测随各列的变化"),
    DEPENDENCE_IN_WORDS(
            "The mean prediction when a column is set to each value in all rows; thin lines are single rows. It shows what"
                    + " the model does, not what causes what.",
            "将某列在所有行中设为各个值时的平均预测；细线为单独的行。它反映模型的行为，不代表因果关系。"),
    BY_COLUMN("{0}", "{0}"),
    CURVE_IN_WORDS("Prediction by {0}: from {1} to {2}.", "预测随 {0} 的变化：从 {1} 到 {2}。"),
    TIME("time", "时间"),
    WORD("Word", "取值"),
    MISSING("(missing)", "（缺失）"),
    MORE_WORDS("{0} more words are not shown.", "另有 {0} 个取值未显示。"),

    WORST_ROWS("Rows predicted worst", "预测最差的行"),
    PLACE("Place", "位置"),
    PROBABILITY_OF_ACTUAL("Probability of the actual class", "实际类别的概率"),
    WORST_LABELS(
            "The wrong rows whose actual class got the least probability. Wrong labels in the data often stand here.",
            "预测错误且实际类别概率最低的行。数据中的错误标签常在其中。"),
    WORST_VALUES("The rows with the largest errors. Wrong values in the data often stand here.", "误差最大的行。数据中的错误值常在其中。"),

    DATA("The data", "数据"),
    COLUMN("Column", "列"),
    KIND("Kind", "类型"),
    MISSING_CELLS("Missing", "缺失"),
    HOLDS("Holds", "内容"),
    DISTRIBUTION("Distribution", "分布"),
    LEFT_OUT("Not used: {0}.", "未使用：{0}。"),
    TARGET("target", "目标"),
    KIND_NUMBER("number", "数值"),
    KIND_WORDS("words", "类别"),
    KIND_TIME("date or time", "日期时间"),
    FROM_MEDIAN_TO("{0} to {2}, median {1}", "{0} 至 {2}，中位数 {1}"),
    AND_MORE_WORDS("and {0} more", "等，另有 {0} 种"),

    ROW_AT("{0}", "{0}"),
    LABEL_WITH_PROBABILITY("{0}, {1}", "{0}，{1}"),
    CONTRIBUTIONS("What each column contributes", "各列的贡献"),
    CONTRIBUTION("Contribution", "贡献"),
    STANDARD_ERROR("± error", "± 误差"),
    CONTRIBUTIONS_TO_LABEL(
            "How the probability of “{2}” goes from {0}, its mean over {3} other rows, to {1} for this row (Shapley values).",
            "“{2}”的概率如何从 {0}（其他 {3} 行的平均）变为此行的 {1}（Shapley 值）。"),
    CONTRIBUTIONS_TO_VALUE(
            "How the prediction goes from {0}, its mean over {3} other rows, to {1} for this row (Shapley values).",
            "预测值如何从 {0}（其他 {3} 行的平均）变为此行的 {1}（Shapley 值）。"),
    OTHER_CONTRIBUTIONS("{0} other columns: {1}.", "其他 {0} 列：{1}。"),
    SUM_EXACT("Sum: {0} {1} = {2}; all coalitions of columns were computed.", "合计：{0} {1} = {2}；计算了所有列组合。"),
    SUM_SAMPLED("Sum: {0} {1} = {2}; sampled by {3} permutations.", "合计：{0} {1} = {2}；抽样 {3} 个排列。"),
    WHAT_WOULD_CHANGE("What would have to change", "需要改变什么"),
    CHANGES("Changes", "改变"),
    THEN("Then predicted", "预测变为"),
    NOTHING_WOULD_CHANGE("Nothing: the row is predicted so already.", "无需改变：该行已经如此预测。"),
    NO_CHANGE_FOUND("No change of three columns or fewer was found.", "未找到三列以内的改变。"),
    CHANGES_IN_WORDS(
            "The nearest changes of the fewest columns, with cells that other rows have. Of the model, not of the world.",
            "改变列数最少、距离最近的方案，取值来自其他行。这是模型的行为，不代表现实中的因果。"),
    METRICS("Metrics", "指标"),
    METRICS_IN_WORDS(
            "Each on the same {0} rows, with the interval that holds it with 95 % for other rows like these ({1} resamples).",
            "均在相同的 {0} 行上测得，并给出对同类新数据 95 % 的区间（重抽样 {1} 次）。"),
    DIFFERENCES("Differences", "差异"),
    DIFFERENCES_IN_WORDS(
            "To {0} on the same rows. An interval without 0 is a difference that other rows would show, too.",
            "与 {0} 在相同行上的差异。区间不含 0 表示在其他数据上也会有差异。"),
    METRIC("Metric", "指标"),
    DIFFERENCE("Difference", "差值"),
    BETTER("Better in", "占优比例"),

    NETWORK_DRAWN("The network", "网络结构"),
    MEAN_OF_NETWORKS("The model is the weighted mean of {0} networks.", "模型为 {0} 个网络的加权平均。"),
    NETWORKS_ALIKE("{0} × {1} parameters", "{0} × {1} 个参数"),
    LAYERS("Layers in words", "各层说明"),
    MORE_SHAPES("{0} more kinds of networks are not drawn.", "另有 {0} 种网络未画出。"),

    SETTINGS("Settings and origin", "设置与来源"),
    CHOSEN_AND_WHY("What was chosen and why", "选择了什么，为什么"),
    SETTING("Setting", "设置"),
    VALUE("Value", "值"),
    WHY("Why", "原因"),
    GIVEN("given", "用户指定"),
    MAKE_AGAIN("To make it again", "如何重现"),
    COMMAND("Command", "命令"),
    MODEL("Model", "模型"),
    TRAINED_ON("Trained on", "训练数据"),
    HASH_OF_DATA("SHA-256 of the data", "数据的 SHA-256"),
    HASH_OF_PARAMETERS("SHA-256 of the parameters", "参数的 SHA-256"),
    SEED("Seed", "种子"),
    TRAINED_AT("Trained", "训练时间"),
    VERSIONS("By", "程序"),
    REPORTED_ON("Reported on", "报告所用数据");

    private static final Map<String, ReportWord> BY_KEY = Map.of(
            "accuracy", ACCURACY,
            "logLoss", LOG_LOSS,
            "auc", AUC,
            "f1", F1,
            "rmse", RMSE,
            "mae", MAE,
            "r2", R2);

    private final String english;
    private final String chinese;

    ReportWord(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /// What people call a metric of [dev.lamina.model.Evaluation#metrics]; empty for what is none.
    static Optional<ReportWord> metric(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /// The text with the values put in; what looks like a place within a value is left as it is.
    String in(Language language, Object... values) {
        String text = switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
        StringBuilder filled = new StringBuilder();
        int next = 0;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', next)) {
            filled.append(text, next, at).append(values[text.charAt(at + 1) - '0']);
            next = at + 3;
        }
        return filled.append(text, next, text.length()).toString();
    }
}
