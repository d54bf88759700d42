import type { Term } from '../../../models/sampling/terms.ts';
import { shortNumber } from '../../charts/digits.ts';

/** So many products are written out, the heaviest; a line holds no more. */
const MOST = 4;

/** Three digits, without zeros that say nothing. */
const plain = (value: number): string =>
  shortNumber(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** ½·20 + ¼·8 − ¼·4 = 11, in reading order; `rest` says how many others sum to what. */
export function sumSaid(terms: readonly Term[], result: number, rest: (count: number, sum: string) => string): string {
  const heaviest = terms.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST);
  const shown = terms.filter((term) => heaviest.includes(term));
  const others = terms.filter((term) => !heaviest.includes(term));
  const written = shown.map(({ weight, value }, i) => {
    const size = Math.abs(weight);
    const sign = weight < 0 ? (i === 0 ? '\u2212' : ' \u2212 ') : i === 0 ? '' : ' + ';
    return `${sign}${size === 1 ? '' : `${plain(size)}\u00b7`}${plain(value)}`;
  });
  const left = others.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return `${written.join('')}${others.length === 0 ? '' : ` ${rest(others.length, plain(left))}`} = ${plain(result)}`;
}
