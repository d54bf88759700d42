/**
 * Notes of figures in Chinese. They are made where the figure is, in English and in few patterns (models/metrics/measurable.ts and its
 * callers); a note that none of them fits stays as it is.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [
    /^not measurable: n < 30\/FMR \((\d+) non-mated comparisons, (\d+) needed\)$/,
    '无法测量：n < 30/FMR（有 $1 次非匹配比对，需要 $2 次）',
  ],
  [
    /^not measurable: n < 30\/(FMR|FPIR) \((\d+) trials, (\d+) needed\)$/,
    '无法测量：n < 30/$1（有 $2 次试验，需要 $3 次）',
  ],
  [/^not measurable: (\d+) unknown probes, at least (\d+) needed$/, '无法测量：有 $1 个陌生人探测，至少需要 $2 个'],
  [/^not measurable: no comparisons$/, '无法测量：没有比对'],
  [/^not measurable: no known probes$/, '无法测量：没有已登记者的探测'],
  [/^not measurable: needs mated and non-mated comparisons$/, '无法测量：需要匹配与非匹配比对'],
  [/^not measurable: too many .* \+∞$/, '无法测量：过多的非匹配分数为 +∞'],
  [/^accuracy not measurable: .*$/, '准确率无法测量：至少需要两折，其中一折用来选阈值'],
  [/^no error in (\d+): 95 % upper bound (.+) \(3\/n\)$/, '$1 次中无错误：95% 上限 $2（3/n）'],
  [/^indicative: rests on (\d+) errors in (\d+)$/, '仅供参考：$2 次中只有 $1 次错误'],
  [/^threshold rests on (\d+) accepted strangers in (\d+)$/, '阈值只依据 $2 个陌生人中被接受的 $1 个'],
  [/^folders do not tell who is who: .*$/, '文件夹没有说明谁是谁：FMR 与 EER 只依据列出的非匹配对'],
  [/^the list names no folds: .*$/, '列表没有分折：准确率按随机分成的十折计算，各折的身份可能重叠'],
  [/^(\d+) people have one template and cannot be looked up without it$/, '$1 人只有一个模板，去掉它便无法查找'],
  [/^no strangers were given: .*$/, '没有给出陌生人：每位登记者依次在不含其本人的人脸库中充当陌生人'],
  [/^no probe could be acquired$/, '没有一个探测能够采集'],
  [/^more than (\d+) of (\d+)$/, '多于 $2 中的 $1'],
  [/^both runs are of the same network$/, '两次评估是同一个网络'],
  [/^failures to acquire differ \((\d+) and (\d+)\): .*$/, '采集失败数不同（$1 与 $2）：均按未匹配计'],
];

/** A note in the reader's language. Several are joined by semicolons. */
export function noteIn(language: 'en' | 'zh', note: string): string {
  if (language === 'en') return note;
  return note
    .split('; ')
    .map((one) => {
      const found = patterns.find(([pattern]) => pattern.test(one));
      return found === undefined ? one : one.replace(found[0], found[1]);
    })
    .join('；');
}
