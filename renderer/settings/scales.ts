/** How a setting's values lie on its slider. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** The slider's own range: what is rarely wanted is only typed. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  toSlider(value: number): number;
  fromSlider(place: number): number;
  text(value: number): string;
}

/** Rates: each decade as wide as the next, values of two digits. */
export const logarithmic = (min: number, max: number): Scale => ({
  min,
  max,
  from: Math.log10(min),
  to: Math.log10(max),
  step: 0.01,
  toSlider: Math.log10,
  fromSlider: (place) => Math.min(max, Math.max(min, Number((10 ** place).toPrecision(2)))),
  text: plain,
});

export const linear = (min: number, max: number, step: number, to: number): Scale => ({
  min,
  max,
  from: min,
  to,
  step,
  toSlider: (value) => Math.min(to, value),
  fromSlider: (place) => Number(place.toFixed(3)),
  text: plain,
});

/** Without an exponent: 0.000001, not 1e-6. */
function plain(value: number): string {
  return value === 0 ? '0' : value.toFixed(9).replace(/\.?0+$/, '');
}
