import { defineTexts } from './define.ts';

/** What a comparison names by id: scenarios, recognisers, ways of taking a person in, and what follows from figures. */
export const compareWords = defineTexts(
  {
    scenario_arrives: 'A new employee arrives',
    scenario_leaves: 'An employee leaves',
    scenario_stranger: 'A stranger comes',
    'scenario_one-photo': 'One photo only',
    'scenario_look-alikes': 'Look-alikes',
    'scenario_bad-light': 'Bad light',
    'scenario_one-by-one': 'One by one',
    scenarioHint_arrives: 'How long until they are known, and what the others lose.',
    scenarioHint_leaves: 'What it takes, and who is still named.',
    scenarioHint_stranger: 'Who gets a name that is not theirs.',
    'scenarioHint_one-photo': 'Everybody is enrolled by a single picture.',
    'scenarioHint_look-alikes': 'The people hardest to tell apart.',
    'scenarioHint_bad-light': 'Enrolled by day, met in the dark.',
    'scenarioHint_one-by-one': 'Time to enrol, up to hundreds of people.',

    'recogniser_softmax-max-probability': 'Softmax, by probability',
    'recogniser_softmax-energy': 'Softmax, by energy',
    recogniser_features: 'Softmax without its head',
    recogniser_metric: 'Metric',
    'score_softmax-max-probability': 'Largest probability',
    'score_softmax-energy': 'Energy, sign turned',
    score_features: 'Cosine similarity',
    score_metric: 'Cosine similarity',

    way_scratch: 'Softmax, from scratch',
    way_warm: 'Softmax, warm start',
    'way_last-layer': 'Softmax, last layer',
    way_imprinted: 'Softmax, imprinted row',
    'way_features-insert': 'Without its head, insert',
    way_insert: 'Metric, insert',
    'way_drop-row': 'Softmax, row dropped',
    way_remove: 'Metric, removal',
    wayShort_scratch: 'from scratch',
    wayShort_warm: 'warm start',
    'wayShort_last-layer': 'last layer',
    wayShort_imprinted: 'imprinted row',
    'wayShort_features-insert': 'insert without the head',
    wayShort_insert: 'insert',
    'wayShort_drop-row': 'row dropped',
    wayShort_remove: 'removal',
    wayHint_scratch: 'A new head with one more output, and everything trained anew.',
    wayHint_warm: 'One more output, and training goes on from what was learnt.',
    'wayHint_last-layer': 'The backbone stays; the head alone is trained.',
    wayHint_imprinted: 'One row of the head is set to the mean of the newcomer’s features (Qi, Brown, Lowe 2018).',
    'wayHint_features-insert': 'The softmax network’s features go into a gallery.',
    wayHint_insert: 'The newcomer’s templates go into the gallery.',
    'wayHint_drop-row': 'Their output is taken out of the head.',
    wayHint_remove: 'Their templates are taken out of the gallery.',

    finding_INSERT_IS_FASTER:
      'To take in one person, softmax took {{scratchMs}} from scratch{{warmPart}}; the gallery took {{insertMs}}. That is {{ratio}} times less than from scratch, in this run on this machine.',
    finding_warmPart: ' and {{warmMs}} from a warm start',
    finding_WAY_IS_ENOUGH:
      '“{{way}}” is quick as well: {{ms}} until the newcomer stands at {{newcomer}} and the others at {{old}}. Training everything again is not softmax’s only way.',
    finding_WAY_NOT_REACHED:
      '“{{way}}” reached the target in {{reached}} of its runs. At its end the newcomer stood at {{newcomer}}, the others at {{old}}.',
    finding_OLD_PEOPLE_FORGOTTEN: '“{{way}}” cost the others accuracy: {{before}} before, {{after}} after.',
    finding_HEADLESS_ENROLS_BY_INSERTION:
      'Without its head, the same softmax network enrols by insertion, too: {{ms}}, the newcomer at {{newcomer}}. So enrolling by insertion comes from dropping the head, not from the metric loss.',
    finding_METRIC_LOSS_BETTER:
      'What the metric loss adds is a better space: {{metric}} right against {{features}} without the head; the difference is {{low}} to {{high}}.',
    finding_METRIC_LOSS_NO_BETTER:
      'In this run the metric loss made no better space than softmax without its head: {{metric}} right against {{features}}. The difference, {{low}} to {{high}}, may be none.',
    finding_METRIC_LOSS_WORSE:
      'In this run the metric loss made a worse space than softmax without its head: {{metric}} right against {{features}}; the difference is {{low}} to {{high}}.',
    finding_SAME_SPACE:
      'The backbone is frozen: both look at the same features, and what differs is what stands on them. Whether a metric loss makes better features is asked with a backbone trained from nothing.',
    finding_METRIC_REJECTS_BETTER:
      'Strangers: metric tells them better. AUROC {{metric}} against {{softmax}}, the better of softmax’s two scores; the difference is {{low}} to {{high}}.',
    finding_SOFTMAX_REJECTS_BETTER:
      'Strangers: softmax tells them better in this run. AUROC {{softmax}} against {{metric}}; the difference is {{low}} to {{high}}.',
    finding_NO_DIFFERENCE_IN_REJECTION:
      'Strangers: no difference is shown. AUROC {{metric}} for metric, {{softmax}} for softmax; the difference, {{low}} to {{high}}, may be none.',
    finding_SOFTMAX_NAMES_EVERY_STRANGER:
      'Without rejection, softmax gave a name to each of {{pictures}} pictures of {{strangers}} strangers: the largest output always belongs to somebody.',
    finding_LEFT_STILL_NAMED: '{{who}}: {{share}} of the pictures of those who left still get a name.',
    finding_GROWS_WITH_PEOPLE:
      'From {{from}} to {{to}} people, training again went from {{scratchFrom}} to {{scratchTo}}; an insert from {{insertFrom}} to {{insertTo}}.',
    finding_FEW_STRANGERS:
      'Rejection rests on {{pictures}} pictures of strangers. At least {{needed}} are needed for more than a hint: ask for more strangers.',
    finding_FEWER_PEOPLE: 'There were {{found}} people, not the {{asked}} asked for: everything is in proportion.',
  },
  {
    scenario_arrives: '来了一位新员工',
    scenario_leaves: '一位员工离职',
    scenario_stranger: '来了一个陌生人',
    'scenario_one-photo': '只有一张照片',
    'scenario_look-alikes': '长相相似的人',
    'scenario_bad-light': '光线不佳',
    'scenario_one-by-one': '逐个增加',
    scenarioHint_arrives: '多久能认出新人，其他人又损失多少。',
    scenarioHint_leaves: '需要做什么，谁仍会被认成某人。',
    scenarioHint_stranger: '谁得到了不属于自己的名字。',
    'scenarioHint_one-photo': '每人只用一张图片登记。',
    'scenarioHint_look-alikes': '最难区分的那些人。',
    'scenarioHint_bad-light': '白天登记，暗处识别。',
    'scenarioHint_one-by-one': '登记用时随人数的变化，直至数百人。',

    'recogniser_softmax-max-probability': 'Softmax，按概率',
    'recogniser_softmax-energy': 'Softmax，按能量',
    recogniser_features: '去掉分类头的 Softmax',
    recogniser_metric: '度量学习',
    'score_softmax-max-probability': '最大概率',
    'score_softmax-energy': '能量（取反）',
    score_features: '余弦相似度',
    score_metric: '余弦相似度',

    way_scratch: 'Softmax，从头训练',
    way_warm: 'Softmax，热启动',
    'way_last-layer': 'Softmax，仅最后一层',
    way_imprinted: 'Softmax，印入一行',
    'way_features-insert': '去掉分类头，插入',
    way_insert: '度量学习，插入',
    'way_drop-row': 'Softmax，删去一行',
    way_remove: '度量学习，移除',
    wayShort_scratch: '从头训练',
    wayShort_warm: '热启动',
    'wayShort_last-layer': '仅最后一层',
    wayShort_imprinted: '印入一行',
    'wayShort_features-insert': '去掉分类头后插入',
    wayShort_insert: '插入',
    'wayShort_drop-row': '删去一行',
    wayShort_remove: '移除',
    wayHint_scratch: '新的分类头多一个输出，全部重新训练。',
    wayHint_warm: '多一个输出，从已学到的权重继续训练。',
    'wayHint_last-layer': '主干网络不变，只训练分类头。',
    wayHint_imprinted: '将分类头的一行设为新人特征的平均值（Qi、Brown、Lowe 2018）。',
    'wayHint_features-insert': '将 Softmax 网络的特征放入人脸库。',
    wayHint_insert: '将新人的模板放入人脸库。',
    'wayHint_drop-row': '从分类头中删去其输出。',
    wayHint_remove: '从人脸库中移除其模板。',

    finding_INSERT_IS_FASTER:
      '加入一个人，Softmax 从头训练用时 {{scratchMs}}{{warmPart}}；人脸库用时 {{insertMs}}。在本机本次运行中，后者是从头训练的 {{ratio}} 分之一。',
    finding_warmPart: '，热启动用时 {{warmMs}}',
    finding_WAY_IS_ENOUGH:
      '“{{way}}”也足够快：{{ms}} 后新人的正确率为 {{newcomer}}，其他人为 {{old}}。全部重新训练并不是 Softmax 唯一的办法。',
    finding_WAY_NOT_REACHED:
      '“{{way}}”在其 {{reached}} 的运行中达到目标。结束时新人的正确率为 {{newcomer}}，其他人为 {{old}}。',
    finding_OLD_PEOPLE_FORGOTTEN: '“{{way}}”使其他人的正确率下降：之前 {{before}}，之后 {{after}}。',
    finding_HEADLESS_ENROLS_BY_INSERTION:
      '去掉分类头后，同一个 Softmax 网络也能通过插入来登记：{{ms}}，新人的正确率为 {{newcomer}}。可见，插入式登记来自去掉分类头，而不是来自度量损失。',
    finding_METRIC_LOSS_BETTER:
      '度量损失带来的是更好的空间：正确率 {{metric}}，去掉分类头的 Softmax 为 {{features}}；差为 {{low}} 至 {{high}}。',
    finding_METRIC_LOSS_NO_BETTER:
      '在本次运行中，度量损失得到的空间并不优于去掉分类头的 Softmax：正确率 {{metric}} 对 {{features}}。差为 {{low}} 至 {{high}}，可能没有差别。',
    finding_METRIC_LOSS_WORSE:
      '在本次运行中，度量损失得到的空间不如去掉分类头的 Softmax：正确率 {{metric}} 对 {{features}}；差为 {{low}} 至 {{high}}。',
    finding_SAME_SPACE:
      '主干网络已冻结：两者看到的特征相同，不同的只是其上的部分。度量损失能否得到更好的特征，要用从零训练的主干网络来检验。',
    finding_METRIC_REJECTS_BETTER:
      '陌生人：度量学习更能分辨。AUROC 为 {{metric}}，Softmax 两种分数中较好者为 {{softmax}}；差为 {{low}} 至 {{high}}。',
    finding_SOFTMAX_REJECTS_BETTER:
      '陌生人：在本次运行中 Softmax 更能分辨。AUROC 为 {{softmax}}，度量学习为 {{metric}}；差为 {{low}} 至 {{high}}。',
    finding_NO_DIFFERENCE_IN_REJECTION:
      '陌生人：未见差别。AUROC 度量学习为 {{metric}}，Softmax 为 {{softmax}}；差为 {{low}} 至 {{high}}，可能没有差别。',
    finding_SOFTMAX_NAMES_EVERY_STRANGER:
      '若不拒识，Softmax 给 {{strangers}} 个陌生人的全部 {{pictures}} 张图片都起了名字：最大的输出总属于某个人。',
    finding_LEFT_STILL_NAMED: '{{who}}：离职者的图片中仍有 {{share}} 得到名字。',
    finding_GROWS_WITH_PEOPLE:
      '人数从 {{from}} 增至 {{to}}，重新训练的用时从 {{scratchFrom}} 变为 {{scratchTo}}；插入从 {{insertFrom}} 变为 {{insertTo}}。',
    finding_FEW_STRANGERS:
      '拒识的数值只依据 {{pictures}} 张陌生人图片。至少需要 {{needed}} 张才不只是提示：请增加陌生人人数。',
    finding_FEWER_PEOPLE: '只有 {{found}} 人，少于所要求的 {{asked}} 人：各部分按比例减少。',
  },
);
