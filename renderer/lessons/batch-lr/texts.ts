import { defineTexts } from '../../texts/define.ts';
import type { Say } from '../frame/use-texts.ts';

export const texts = defineTexts(
  {
    claim:
      'A larger batch wants a larger learning rate: its gradient has less noise, it is faster and may escape a local minimum. A small batch wants a smaller one: with a large rate it overshoots, oscillates and never converges. If the batch doubles, must the epochs grow?',
    claimSource:
      'From the notes on which this app is built; the question is theirs. The check answers it from its own runs.',
    question: 'The batch is doubled and the learning rate stays. To reach the same loss, the number of epochs must …',
    option_same: 'stay as it is',
    option_grow: 'grow',
    option_shrink: 'shrink',
    preset_lines: 'Scaling lines',
    presetWhy_lines:
      'Train the grid, then go along a line from the chosen cell: where it keeps its loss, that scaling holds.',
    preset_second: 'By the clock',
    presetWhy_second: 'The same curves by step, by epoch and by second: a large batch takes fewer, longer steps.',
    preset_wild: 'Too large a rate',
    presetWhy_wild:
      'Two pictures a step and the largest rate: each step follows its own two pictures too far. It overshoots and learns nothing.',
    epochs: 'Epochs',
    train: 'Train the grid',
    batch: 'Batch size',
    rate: 'Learning rate',
    loss: 'Loss',
    toTarget: 'Epochs to half of guessing',
    heatTitle: 'Final loss by batch size and learning rate',
    heatHint:
      'Each cell is a network trained from the same weights. Darker: more learnt. ∞: the loss grew without bound.',
    linear: 'linear scaling: twice the batch, twice the rate',
    root: 'square root: four times the batch, twice the rate',
    cell: 'Batch {{batch}}, rate {{rate}}',
    notYet: 'not trained yet',
    unbounded: 'grew without bound',
    finalLoss: 'final loss {{loss}}',
    after: 'half of guessing after {{epochs}} epochs',
    never: 'never came to half of guessing',
    pointAt: 'Point at a cell to read it; click or press Enter to see its curve.',
    notTrained:
      'Nothing is trained yet. Press Train the grid: the first cells come within seconds, large batches first.',
    curvesTitle: 'The chosen cell and its neighbours',
    curvesHint: 'The chosen cell; twice the batch at the same rate; twice the batch at twice the rate. Cut off at 3.',
    curve: 'B {{batch}}, η {{rate}}',
    clock: 'Counted by',
    by_step: 'Step',
    by_epoch: 'Epoch',
    by_second: 'Second',
    noiseTitle: 'Noise of the gradient, by batch size',
    noiseNotYet: 'It is measured after the grid.',
    noiseHint:
      'Mean squared distance from the gradient of all pictures, in units of its squared length. They are equal at a batch of {{scale}}.',
    noise: 'Noise / signal',
    measuredNoise: 'measured',
    lawOfNoise: 'tr Σ / B |G|²',
    formula_step: 'A step: the mean gradient of B pictures, times the rate.',
    formula_noise: 'The gradient’s noise falls as 1/B; where it is as large as the gradient is the noise scale.',
    formula_linear: 'Linear scaling: k small steps are one large one.',
    formula_root: 'Square-root scaling: keeps the noise of a step the same.',
    symbol_B: 'batch size',
    symbol_eta: 'learning rate',
    symbol_noise: 'noise scale',
    use_train: 'Training: batch, optimiser and rate are chosen there',
    use_schedule: 'The rate rises at first and falls at the end',
    use_step: 'Every step, here and there, is compiled by this',
    measured:
      'Eight invented people at 16 × 16 pixels, 16 pictures each; three convolutions without a norm, plain stochastic gradient descent, all from the same weights and for as many epochs. The target is half of what guessing costs, over the last quarter of an epoch. Ratios are medians over all pairs of cells that both got there. Local minima: 40 starts in a sharp valley beside a wide, deeper one. Trained here and now, seconds by this machine’s clock.',
    finding_noise:
      'A larger batch has less gradient noise: noise over signal {{small}} at batch 2, {{large}} at 32, as B to the power {{slope}} (independent pictures: −1). Both are equal at a batch of {{scale}}.',
    when_noise: 'It falls, but not as 1/B.',
    finding_larger:
      'A larger batch wants a larger rate: the best is {{rateSmall}} at batch {{small}} and {{rateLarge}} at {{large}}, as B to the power {{exponent}} (linear: 1, square root: 0.5).',
    finding_rules:
      'Linear scaling keeps the course: twice the batch at twice the rate takes {{linear}} times the epochs; square-root scaling {{root}}, the same rate {{same}}.',
    when_rules: 'Both rules are about as near.',
    finding_faster:
      'A large batch is faster: a picture takes {{times}} times as long in batches of {{small}} as of {{large}}.',
    finding_escape:
      'A larger rate may escape a local minimum: out of a sharp valley into the deep, wide one came {{high}} of {{starts}} descents at rate 0.5, {{low}} at 0.05.',
    finding_overshoot:
      'A small batch with a large rate never converges: at rate {{rate}} and batch {{small}} it ends at a loss of {{lossSmall}} (guessing: {{guessing}}; 50: without bound), at batch {{large}} at {{lossLarge}}.',
    when_overshoot:
      'Here the large batch does not learn at this rate either, so it is the rate and not the batch alone.',
    finding_epochs:
      'If the batch doubles, must the epochs grow? At the same rate {{same}} times ({{pairs}} pairs); at twice the rate {{linear}} times.',
    when_epochs:
      'Only if the rate stays: with twice the rate as many epochs do, up to the largest rate that is stable.',
  },
  {
    claim:
      '批越大，学习率应越大：梯度噪声小，更快，还可能逃出局部极小。批越小，学习率应越小：学习率过大时会越过、振荡、永不收敛。批大小加倍时，轮数必须增加吗？',
    claimSource: '出自本应用所依据的笔记，问题也是笔记提出的。检验用自己的训练来回答。',
    question: '批大小加倍而学习率不变。要达到同样的损失，轮数必须……',
    option_same: '不变',
    option_grow: '增加',
    option_shrink: '减少',
    preset_lines: '缩放线',
    presetWhy_lines: '训练网格，再从所选格沿线看去：损失保持不变之处，该缩放规则成立。',
    preset_second: '按时间',
    presetWhy_second: '同样的曲线按步、按轮、按秒：大批的步数少而每步长。',
    preset_wild: '学习率过大',
    presetWhy_wild: '每步两张图片而学习率最大：每一步都随自己的两张图片走得太远，越过目标，什么也学不到。',
    epochs: '轮数',
    train: '训练网格',
    batch: '批大小',
    rate: '学习率',
    loss: '损失',
    toTarget: '降到猜测一半的轮数',
    heatTitle: '最终损失与批大小、学习率',
    heatHint: '每格是一个从相同权重开始训练的网络。越深学得越多。∞：损失无限增长。',
    linear: '线性缩放：批加倍，学习率加倍',
    root: '平方根缩放：批四倍，学习率加倍',
    cell: '批大小 {{batch}}，学习率 {{rate}}',
    notYet: '尚未训练',
    unbounded: '无限增长',
    finalLoss: '最终损失 {{loss}}',
    after: '{{epochs}} 轮后降到猜测的一半',
    never: '从未降到猜测的一半',
    pointAt: '指向一格读取数值；点击或按回车查看其曲线。',
    notTrained: '尚未训练。按“训练网格”：几秒内出现最初的格，先大批后小批。',
    curvesTitle: '所选格及其相邻格',
    curvesHint: '所选格；批加倍、学习率不变；批加倍、学习率加倍。在 3 处截断。',
    curve: 'B {{batch}}，η {{rate}}',
    clock: '计数方式',
    by_step: '步',
    by_epoch: '轮',
    by_second: '秒',
    noiseTitle: '梯度噪声与批大小',
    noiseNotYet: '在网格之后测量。',
    noiseHint: '与全部图片的梯度之差的均方，以其长度平方为单位。批大小为 {{scale}} 时两者相等。',
    noise: '噪声 / 信号',
    measuredNoise: '测得',
    lawOfNoise: 'tr Σ / B |G|²',
    formula_step: '一步：B 张图片的平均梯度乘以学习率。',
    formula_noise: '梯度噪声按 1/B 下降；与梯度同样大时的批大小即噪声尺度。',
    formula_linear: '线性缩放：k 个小步合为一大步。',
    formula_root: '平方根缩放：保持一步的噪声不变。',
    symbol_B: '批大小',
    symbol_eta: '学习率',
    symbol_noise: '噪声尺度',
    use_train: '训练：在那里选择批大小、优化器与学习率',
    use_schedule: '学习率先升后降',
    use_step: '这里与那里的每一步都由它编译',
    measured:
      '八个虚构的人，16 × 16 像素，每人 16 张图片；三层无归一化的卷积，普通随机梯度下降，权重起点与轮数相同。目标为猜测所得损失的一半，取最近四分之一轮的平均。比值是所有双双达到目标的格对的中位数。局部极小：从又窄又浅的谷中 40 个起点出发，旁边是又宽又深的谷。此时此地训练，秒数按本机时钟。',
    finding_noise:
      '批越大梯度噪声越小：噪声与信号之比，批大小 2 时 {{small}}，32 时 {{large}}，按 B 的 {{slope}} 次方变化（图片独立时为 −1）。批大小 {{scale}} 时两者相等。',
    when_noise: '有所下降，但不是按 1/B。',
    finding_larger:
      '批越大，学习率应越大：批大小 {{small}} 时最佳为 {{rateSmall}}，{{large}} 时为 {{rateLarge}}，按 B 的 {{exponent}} 次方变化（线性为 1，平方根为 0.5）。',
    finding_rules:
      '线性缩放保持进程：批加倍、学习率加倍时轮数为 {{linear}} 倍；平方根缩放 {{root}} 倍，学习率不变 {{same}} 倍。',
    when_rules: '两种规则差不多。',
    finding_faster: '大批更快：每张图片在批大小 {{small}} 时所需时间是 {{large}} 时的 {{times}} 倍。',
    finding_escape:
      '较大的学习率可能逃出局部极小：从窄谷到达又宽又深的谷，学习率 0.5 时 {{starts}} 次中有 {{high}} 次，0.05 时 {{low}} 次。',
    finding_overshoot:
      '小批配大学习率永不收敛：学习率 {{rate}}、批大小 {{small}} 时最终损失 {{lossSmall}}（猜测为 {{guessing}}；50 为无限增长），批大小 {{large}} 时为 {{lossLarge}}。',
    when_overshoot: '此处大批在这个学习率下也学不会，所以原因在学习率，而不只在批大小。',
    finding_epochs: '批加倍时轮数必须增加吗？学习率不变为 {{same}} 倍（{{pairs}} 对）；学习率加倍为 {{linear}} 倍。',
    when_epochs: '只有学习率不变时才需要：学习率加倍则轮数相同即可，直到最大的稳定学习率为止。',
  },
);

export type Words = Say<keyof (typeof texts)['en'] & string>;
