/** A rate as it is said, to two significant digits of how far it is from 0 or 1: "0.10 %", "1.4 %", "99.61 %", below a millionth as a power of ten, "3 × 10⁻⁷". */
export function rateWords(rate: number): string {
  if (!Number.isFinite(rate)) return '–';
  if (rate === 0) return '0 %';
  const percents = rate * 100;
  if (percents < 0.9e-4) return powerWords(rate);
  const size = percents > 90 && percents < 100 ? 100 - percents : percents;
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(size) + 1e-9)));
  return `${percents.toFixed(decimals)} %`;
}

/** The same on an axis, where powers of ten stand: "0.1 %", "10 %", below a millionth "10⁻⁷". */
export function rateTick(rate: number): string {
  const percents = rate * 100;
  return percents < 0.9e-4
    ? `10${raised(Math.round(Math.log10(rate)))}`
    : `${decimal(Number(percents.toPrecision(2)))} %`;
}

/** Whole decades around rates that are not zero, one at the least and never above 1: the ends of a logarithmic axis. */
export function decadesOf(rates: readonly number[]): readonly [number, number] {
  const shown = rates.filter((rate) => rate > 0 && Number.isFinite(rate));
  if (shown.length === 0) return [1e-3, 1];
  const power = (rate: number, round: (value: number) => number): number => round(Number(Math.log10(rate).toFixed(9)));
  const high = Math.min(
    0,
    power(
      shown.reduce((a, b) => Math.max(a, b)),
      Math.ceil,
    ),
  );
  const low = Math.min(
    high - 1,
    power(
      shown.reduce((a, b) => Math.min(a, b)),
      Math.floor,
    ),
  );
  return [10 ** low, 10 ** high];
}

/**
 * A rate with its interval in brackets, all to the place of the interval's second digit and in the same unit:
 * "1.4 % [0.5, 2.8]". What lies beyond that place says nothing. Without an error: what it is at the most, "0 % (≤ 0.17 %)".
 */
export function rateWithInterval(value: number, interval: readonly [number, number] | null): string {
  const half = interval === null ? 0 : ((interval[1] - interval[0]) / 2) * 100;
  if (interval === null || !(half > 0)) return rateWords(value);
  if (value === 0) return `0 % (≤ ${rateWords(interval[1])})`;
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(half) - 1e-9) + 1));
  const said = (rate: number): string => (rate * 100).toFixed(decimals);
  return `${said(value)} % [${said(interval[0])}, ${said(interval[1])}]`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (power: number): string =>
  [...String(power)].map((d) => (d === '-' ? '⁻' : superscripts[Number(d)])).join('');

function powerWords(rate: number): string {
  const [digits = '', power = ''] = rate.toExponential(0).split('e');
  return `${digits === '1' ? '' : `${digits} × `}10${raised(Number(power))}`;
}

/** Without an exponent, which a small number would get. */
const decimal = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '');
