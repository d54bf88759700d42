/** Three significant digits, without an exponent between a thousandth and a million. */
export function shortNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(Math.max(0, digits - 2)).replace('e+', 'e');
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(decimals, 6)).replace('-', '\u2212');
}

/** 1 234 567 as "1.23 M", 10 000 as "10 k": of parameters and operations nobody reads the last digits. */
export function countOf(value: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const)
    if (value >= size) return `${Number((value / size).toPrecision(3))} ${letter}`;
  return String(Math.round(value));
}

/**
 * A measured value with the half width of its interval, both to the place where the interval's first digit stands
 * ("0.983 ± 0.004"): digits beyond it say nothing. An interval of no width gives the value alone.
 */
export function withInterval(value: number, low: number, high: number): string {
  const half = (high - low) / 2;
  if (!Number.isFinite(half) || half <= 0) return shortNumber(value);
  const decimals = decimalsWithin(low, high);
  return `${value.toFixed(decimals)} ± ${half.toFixed(decimals)}`;
}

/** The decimals that an interval leaves standing: those to the first digit of its half width, at most 6; 3 where it has no width. */
export function decimalsWithin(low: number, high: number): number {
  const half = (high - low) / 2;
  return half > 0 && Number.isFinite(half) ? Math.min(6, Math.max(0, Math.ceil(-Math.log10(half)))) : 3;
}

/** A part of one as a percentage with as many digits as `of` cases can bear. */
export function percent(part: number, of = 1000): string {
  if (!Number.isFinite(part)) return '–';
  return `${(part * 100).toFixed(of >= 1000 ? 1 : 0)} %`;
}

/** Seconds as minutes and seconds ("3:07"), from an hour on with hours. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
