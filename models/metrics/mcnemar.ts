/** Decisions of two systems on the same trials. */
export interface PairedCounts {
  readonly bothRight: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly bothWrong: number;
}

export function countPaired(first: ArrayLike<boolean>, second: ArrayLike<boolean>): PairedCounts {
  const counts = { bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
  for (let i = 0; i < first.length; i++) {
    if (first[i]) counts[second[i] ? 'bothRight' : 'onlyFirst']++;
    else counts[second[i] ? 'onlySecond' : 'bothWrong']++;
  }
  return counts;
}

/**
 * McNemar's test (Psychometrika 12, 1947), exact and two-sided: were both systems equally good, each trial that only one got right would be
 * either's with probability ½, so the smaller count is binomial. 1 where no trial tells them apart. Trials are taken as independent.
 */
export function mcNemar({ onlyFirst, onlySecond }: PairedCounts): number {
  const n = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // Terms of the binomial by recurrence of their logarithms: 2^−n alone underflows from n = 1,075 on.
  let logTerm = -n * Math.LN2;
  let sum = 0;
  for (let k = 0; k <= fewer; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((n - k) / (k + 1));
  }
  return Math.min(1, 2 * sum);
}
