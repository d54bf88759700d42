/** X of "1 in X" for a rate, to two figures, with the language's separators. */
export const oneIn = (rate: number, language: string): string =>
  Math.max(1, Number((1 / rate).toPrecision(2))).toLocaleString(language);
