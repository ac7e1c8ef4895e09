package dev.lamina.report;

import dev.lamina.json.JsonObject;
import java.util.Locale;

/// Every text of the page, in every language. `{0}`, `{1}` … stand for numbers and names.
enum PageWord {
    NOSCRIPT("This page draws itself with JavaScript, which is off.", "本页面需要 JavaScript 才能显示，请启用后重试。"),

    PREVIOUS("◀ Back", "◀ 上一步"),
    NEXT("Next ▶", "下一步 ▶"),
    PROGRESS("{0} of {1}", "{0} / {1}"),
    STAGES("Stages of the training step", "训练步骤的各个阶段"),
    COSTS("Cost C, step by step", "各步的代价 C"),
    CHOOSE_STEP("Training step", "训练步"),
    CHOOSE_SAMPLE("Sample", "样本"),
    CHOOSE_INPUT("Input", "输入"),
    CHOOSE_NEURON("Neuron", "神经元"),
    CHOOSE_FROM("Weight from", "权重起点"),
    CHOOSE_TO("to neuron", "终点神经元"),

    PART_FORWARD("Forward pass", "前向传播"),
    PART_LOSS("Loss", "损失"),
    PART_BACKWARD("Back-propagation of the error", "误差反向传播"),
    PART_GRADIENTS("Gradients", "梯度"),
    PART_UPDATE("Update", "参数更新"),

    TITLE("Layer {0}: {1}", "第 {0} 层：{1}"),
    STAGE_INPUT("input", "输入"),
    STAGE_Z("weighted sums", "加权和"),
    STAGE_A("activation", "激活"),
    STAGE_LOSS("loss and cost", "损失与代价函数"),
    STAGE_OUTPUT_ERROR("output error", "输出误差"),
    STAGE_DELTA("error", "误差"),
    STAGE_GRADIENT("gradients", "权重与偏置梯度"),
    STAGE_UPDATE("update", "更新"),

    WHY_INPUT("The numbers of a sample enter the network, one for each input.", "样本的数值进入网络，每个输入对应一个数。"),
    WHY_Z(
            "Each neuron adds up what the layer before it puts out, weighted, and adds its bias.",
            "每个神经元将上一层的输出加权求和，再加上自己的偏置。"),
    WHY_A("The activation function f turns the weighted sums into outputs.", "激活函数 f 将加权和转换为该层的输出。"),
    WHY_LOSS(
            "The loss L measures how far a prediction ŷ is from its target y; the cost C is its mean over the samples.",
            "损失 L 衡量预测值 ŷ 与目标值 y 的差距；代价 C 是所有样本损失的平均值。"),
    WHY_OUTPUT_ERROR(
            "The error of an output says how the cost changes when its weighted sum z changes.",
            "输出层的误差表示加权和 z 变化时代价随之变化的快慢。"),
    WHY_DELTA(
            "The errors of the next layer flow back through the same weights; times the derivative of f, they are the"
                    + " errors of this layer.",
            "后一层的误差沿同样的权重传回，再乘以 f 的导数，就得到本层的误差。"),
    WHY_GRADIENT(
            "A weight's gradient is what enters it times the error that comes back to it, summed over the samples. The"
                    + " numeric gradient beside it moves the weight a little and looks at the cost.",
            "权重的梯度等于流入它的输出乘以传回的误差，再对样本求和。旁边的数值梯度则是将该权重稍作改动，直接观察代价的变化。"),
    WHY_UPDATE("Each weight takes a step that lowers the cost.", "每个权重都朝着使代价降低的方向走一步。"),

    NUMBERS("With the numbers put in", "代入数值"),
    MATRICES("All of it as matrices", "矩阵形式"),
    NUMERIC("numeric gradient", "数值梯度"),
    DIFFERENCE("difference", "差值"),
    MORE_TERMS("{0} more terms", "其余 {0} 项"),
    CHANGE("change", "改变量"),
    BEFORE("before the step", "更新前"),
    AFTER("after the step, all layers", "全部更新后"),
    NORM("norm", "范数"),

    NETWORK("The network", "网络结构"),
    INPUT("Input", "输入层"),
    LAYER("Layer {0}", "第 {0} 层"),
    INPUTS("{0} inputs", "{0} 个输入"),
    ONE_INPUT("1 input", "1 个输入"),
    ONE_NEURON("1 neuron", "1 个神经元"),
    NEURONS("{0} neurons", "{0} 个神经元"),
    MORE("{0} more", "还有 {0} 个"),
    BIAS("bias", "偏置"),
    BIAS_OF("Layer {0}: bias of neuron {1}", "第 {0} 层：神经元 {1} 的偏置"),
    WEIGHT_OF("Layer {0}: weight from {1} to {2}", "第 {0} 层：从 {1} 到 {2} 的权重"),
    NEURON_OF("Layer {0}, neuron {1}", "第 {0} 层，神经元 {1}"),
    SYMBOL_A("a", "a"),
    SYMBOL_Z("z", "z"),
    SYMBOL_DELTA("δ", "δ"),
    LEGEND_A("Output a", "输出 a"),
    LEGEND_Z("Weighted sum z", "加权和 z"),
    LEGEND_DELTA("Error δ", "误差 δ"),
    LEGEND_WEIGHT("Weight w", "权重 w"),
    LEGEND_GRADIENT("Gradient ∂C/∂w", "梯度 ∂C/∂w");

    private final String english;
    private final String chinese;

    PageWord(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String in(Language language, Object... values) {
        String text = switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /// All texts of a language, by the names under which the page's script looks them up, such as `why-z`.
    static JsonObject all(Language language) {
        JsonObject.Builder all = JsonObject.builder();
        for (PageWord word : values()) {
            all.put(word.name().toLowerCase(Locale.ROOT).replace('_', '-'), word.in(language));
        }
        return all.build();
    }
}
