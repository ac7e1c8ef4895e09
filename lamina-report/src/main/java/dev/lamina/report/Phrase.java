package dev.lamina.report;

import java.util.Locale;

/// Everything that a trace says in words, in every language. The arguments are as [String#format] takes them.
enum Phrase {
    TITLE("A training step, number by number", "一步训练的完整计算过程"),
    TITLE_STEPS("%d training steps, number by number", "%d 步训练的完整计算过程"),
    TITLE_FORWARD("A forward pass, number by number", "一次前向传播的完整计算过程"),
    CONVENTIONS(
            "Computed in float64, shown with %d significant digits. A matrix has one column for each sample."
                    + " (F1) to (F8) are the formulas of the theory.",
            "以 float64 计算，显示 %d 位有效数字。矩阵的每一列是一个样本。(F1) 至 (F8) 是理论部分的公式编号。"),

    NETWORK("Network", "网络"),
    LAYER("Layer %d", "第 %d 层"),
    DENSE("%d → %d, %s, %s", "%d → %d，%s，%s"),
    LINEAR("no activation", "无激活函数"),
    WITH_BIAS("with bias", "有偏置"),
    WITHOUT_BIAS("without bias", "无偏置"),
    WEIGHTS("Weights", "权重"),
    FROM_SEED("at random, seed %d", "随机初始化，种子 %d"),
    FROM_FILE("from %s", "取自 %s"),
    LOSS("Loss", "损失函数"),
    LINKED(
            "%1$s; its %2$s, which turns the last layer's outputs into predictions, is part of the loss (F8)",
            "%1$s；把最后一层输出变为预测值的 %2$s 是损失函数的一部分 (F8)"),
    LINK_ONCE("The last layer has no %s of its own: the loss applies it, once.", "最后一层自身不再使用 %s：它由损失函数计算，且只计算一次。"),
    SAMPLES("Samples", "样本"),
    UPDATE("Update", "参数更新"),
    PLAIN_UPDATE("gradient descent, η = %s", "梯度下降，学习率 η = %s"),
    OPTIMIZER_UPDATE("%s, η = %s, in float32 by the code that training uses", "%s，学习率 η = %s，由训练所用的代码以 float32 计算"),

    GIVEN("Given", "已知"),
    COLUMNS("What the columns of the table become:", "表格各列编码后的输入："),
    SAMPLE("sample %d", "样本 %d"),
    COLUMN("column", "列"),
    CELL("cell", "原始值"),
    INPUTS("inputs of sample 1", "样本 1 编码后的输入"),
    SCALED_TARGET(
            "The network sees %s as (y − mean) / deviation with mean %s and deviation %s.",
            "网络看到的 %s 是 (y − 均值) / 标准差，均值为 %s，标准差为 %s。"),
    CLASSES("Classes of %s: %s.", "%s 的类别：%s。"),

    STEP("Step %d", "第 %d 步"),
    FORWARD("Forward pass", "前向传播"),
    DENSE_HEADING("Layer %d: %d → %d, %s", "第 %d 层：%d → %d，%s"),
    FIRST_SAMPLE("With the numbers of sample 1:", "代入样本 1 的数值："),
    FIRST_NEURON("With the numbers of sample 1, for the first neuron:", "代入样本 1 的数值，以第一个神经元为例："),
    FIRST_WEIGHT("With the numbers put in, for the first weight:", "代入数值，以第一个权重为例："),
    PREDICTION("Prediction", "预测"),
    NO_LINK("The last layer's outputs are the predictions.", "最后一层的输出就是预测值。"),
    PREDICTED_CLASS("Sample %d: %s, with probability %s.", "样本 %d：%s，概率 %s。"),
    PREDICTED_VALUE("Sample %d: %s = %s.", "样本 %d：%s = %s。"),
    COST("Loss and cost", "损失与代价函数"),
    BACKWARD("Backward pass: the error of every layer", "误差反向传播：各层的误差"),
    OUTPUT_ERROR("Layer %d, the output", "第 %d 层（输出层）"),
    BY_OUTPUT("First the derivative of the cost by the outputs:", "先求代价函数对输出的导数："),
    BY_SUM("Then through the activation:", "再乘以激活函数的导数："),
    GRADIENTS("Gradients and update", "权重梯度与参数更新"),
    WEIGHT("weight", "权重"),
    PUT_IN("numbers put in", "代入数值"),
    GRADIENT("gradient", "梯度"),
    NUMERIC("numeric", "数值梯度"),
    UPDATED("update", "更新"),
    NUMERIC_CHECK(
            "Check: the numeric gradient (C(w + h) − C(w − h)) / 2h of %d weights and biases differs from"
                    + " back-propagation by at most %s.",
            "验证：对 %d 个权重和偏置求数值梯度 (C(w + h) − C(w − h)) / 2h，与反向传播所得梯度之差不超过 %s。"),
    CORNERS(
            "Wide layers are shown by their corners, with the Euclidean norm ‖·‖ and the range of all numbers.",
            "较宽的层只显示角上的数值，并给出全体数值的欧几里得范数 ‖·‖ 与取值范围。"),
    WHOLE("%d × %d, ‖·‖ = %s, %s to %s", "%d × %d，‖·‖ = %s，范围 %s 至 %s"),
    AFTER("After the step", "更新之后"),
    COST_CHANGE("Cost on the same samples: %s before, %s after.", "同一批样本上的代价：更新前 %s，更新后 %s。"),
    COSTS("Cost by step", "各步的代价"),
    STEP_COLUMN("step", "步"),
    BEFORE_COLUMN("cost before", "更新前的代价"),
    AFTER_COLUMN("cost after", "更新后的代价"),
    LARGEST_COLUMN("largest difference from numeric", "与数值梯度的最大差");

    private final String english;
    private final String chinese;

    Phrase(String english, String chinese) {
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
