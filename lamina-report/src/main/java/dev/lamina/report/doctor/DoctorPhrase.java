package dev.lamina.report.doctor;

import dev.lamina.report.Language;
import java.util.Locale;

/// Everything that the doctor says, in every language. The arguments are as [String#format] takes them.
enum DoctorPhrase {
    GIVEN_AWAY("Target given away", "目标值泄漏"),
    EQUALS("Column %s equals the target.", "列 %s 与目标列相同。"),
    COUNTS("Column %s counts the rows, which are in the order of the target.", "列 %s 是行号，而各行是按目标值排列的。"),
    ORDERS("Column %s orders the rows as the target does.", "按列 %s 排序与按目标值排序的结果相同。"),
    SEPARATES("Column %s separates the classes without any error.", "仅凭列 %s 就能毫无差错地分开各类别。"),
    TELLS("Column %s tells the target in every row: each of its values has only one.", "列 %s 的每个取值都只对应一个目标值，等于说出了答案。"),
    MISSING(
            "Column %s is missing in all rows of one class and in none of the other.",
            "列 %s 在一个类别的所有行中都缺失，在另一个类别中却从不缺失。"),
    GIVEN_AWAY_TOO(" So do %d more: %s.", "另有 %d 列也是如此：%s。"),
    GIVEN_AWAY_ADVICE(
            "If it is not known when a prediction is made, the metrics are too good: pass --ignore.",
            "如果预测时并不知道这些值，评估结果就偏好了：请用 --ignore 排除。"),

    ONE_COLUMN("One column tells nearly all", "单列几乎决定一切"),
    ONE_COLUMN_TEXT(
            "%s has %s of all importance, and the errors are only %s of the baseline's: too good to be true?",
            "%s 占全部重要性的 %s，而误差只有基准的 %s：结果是否好得不真实？"),

    NOTHING("Nothing learned", "没有学到规律"),
    NOTHING_CLASSES(
            "Accuracy is %s on the rows held out, always naming the most frequent class gives %s; the standard error of"
                    + " the difference is %s.",
            "在留出行上的准确率是 %s，而总是预测最常见的类别就有 %s；两者之差的标准误差是 %s。"),
    NOTHING_VALUES(
            "RMSE is %s on the rows held out, always answering the mean gives %s; the standard error of the difference is"
                    + " %s.",
            "在留出行上的 RMSE 是 %s，而总是回答均值就有 %s；两者之差的标准误差是 %s。"),
    NOTHING_ADVICE(
            "Do not use the model: it needs more --epochs if they were few, --preset default if you set the network"
                    + " yourself, or columns that say something of the target.",
            "请不要使用这个模型：如果轮数太少，请增大 --epochs；如果网络是自己设定的，请改用 --preset default；否则请加入与目标有关的列。"),

    RATE("Learning rate too high", "学习率过高"),
    RATE_TEXT(
            "At a learning rate of %s the training cost rose to %s times its least, in epoch %d%s.",
            "学习率为 %s 时，训练代价升到了此前最小值的 %s 倍（第 %d 轮%s）。"),
    RATE_ADVICE("Try --learning-rate %s, or --clip-norm 1.", "请尝试 --learning-rate %s 或 --clip-norm 1。"),

    IDLE("Units that do nothing", "神经元失效"),
    IDLE_TEXT(
            "%s of the units of hidden layer %d (%s) give the same number for every row held out%s.",
            "第 %2$d 个隐藏层（%3$s）有 %1$s 的神经元对所有留出行给出同一个数%4$s。"),
    IDLE_ADVICE(
            "Try a lower --learning-rate, --activation %s, or fewer units with --layers.",
            "请尝试更低的 --learning-rate、--activation %s，或用 --layers 减少神经元。"),

    OVERFITTING("Overfitting", "过拟合"),
    OVERFITTING_TEXT(
            "After epoch %d the validation cost rose by %s until epoch %d, while the training cost fell%s.",
            "第 %d 轮之后，验证代价上升了 %s（到第 %d 轮），而训练代价仍在下降%s。"),
    OVERFITTING_ADVICE(
            "The best epoch was kept; more rows would help, or a higher --dropout or --weight-decay, or fewer units with"
                    + " --layers.",
            "已保留最佳一轮；更多的行会有帮助，也可提高 --dropout 或 --weight-decay，或用 --layers 减少神经元。"),

    RARE("Classes too rare to learn", "类别样本太少"),
    RARE_ONE(
            "Class %1$s has %3$d of the rows held out, of which %4$s are recognised.",
            "类别 %1$s 在留出行中有 %3$d 行，其中 %4$s 被认出。"),
    RARE_MANY(
            "%2$d classes have %3$d of the rows held out, of which %4$s are recognised: %1$s.",
            "%2$d 个类别在留出行中共有 %3$d 行，其中 %4$s 被认出：%1$s。"),
    RARE_ADVICE(
            "Gather more such rows; --class-weight balanced lets those that are there count more.",
            "请收集更多这样的行；--class-weight balanced 会让已有的行更受重视。"),

    LEARNING("Still learning", "尚未训练充分"),
    LEARNING_TEXT(
            "The validation cost was least in the last of %d epochs and fell by %s in the second half of them.",
            "验证代价在 %d 轮中的最后一轮最小，后一半轮次中下降了 %s。"),
    LEARNING_ADVICE("Try --epochs %d.", "请尝试 --epochs %d。"),
    LEARNING_ADVICE_TIME("Give a longer --time-budget.", "请给出更长的 --time-budget。"),

    FEW("Few rows held out", "留出行太少"),
    FEW_CLASSES(
            "By %d rows held out the accuracy is known to ± %s only; about %d would tell it to ± %s.",
            "只凭 %d 个留出行，准确率的误差范围是 ± %s；约需 %d 行才能达到 ± %s。"),
    FEW_VALUES(
            "By %d rows held out the RMSE is known to ± %s only; about %d would tell it to ± %s.",
            "只凭 %d 个留出行，RMSE 的误差范围是 ± %s；约需 %d 行才能达到 ± %s。"),
    FEW_ADVICE(
            "Models that differ by less cannot be told apart: validate with more rows, or with all of them by --folds 5"
                    + " instead of --validation.",
            "差别小于此的模型无法分出优劣：请用更多的行来验证，或用 --folds 5 代替 --validation，让每一行都参与验证。"),
    FEW_ADVICE_FOLDS(
            "Models that differ by less cannot be told apart, and every row validates already: gather more.",
            "差别小于此的模型无法分出优劣，而每一行都已参与验证：请收集更多的行。"),

    IDLE_COLUMNS("Columns that add nothing", "无贡献的列"),
    IDLE_COLUMNS_TEXT(
            "No importance that differs from 0 in %d of %d columns: %s.", "%2$d 列中有 %1$d 列的重要性与 0 没有差别：%3$s。"),
    IDLE_COLUMNS_ADVICE(
            "Without them the model is simpler and needs less of new data: see --ignore.",
            "去掉它们，模型会更简单，对新数据的要求也更少：见 --ignore。"),

    OF_NETWORKS(", in %d of %d networks", "，%2$d 个网络中有 %1$d 个如此"),
    COMMA(", ", "、"),
    MORE(" and %d more", "，另有 %d 个");

    private final String english;
    private final String chinese;

    DoctorPhrase(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String in(Language language, Object... arguments) {
        String pattern = switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
        return arguments.length == 0 ? pattern : String.format(Locale.ROOT, pattern, arguments);
    }
}
