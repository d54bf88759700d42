import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { shortNumber } from '../../charts/digits.ts';
import { Bound } from '../frame/lit.tsx';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import './exact-slider.css';

interface Props {
  /** What it is, in words; said with the number field too. */
  readonly label: string;
  /** As it is written in front, where that is a formula's sign: "β". */
  readonly sign?: ReactNode;
  /** The formula's symbol it stands for (frame/lit.tsx). */
  readonly symbol?: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of an arrow key, and what dragging snaps to; Page keys go ten. On a logarithmic scale in decades (0.05: 20 steps to the tenfold). */
  readonly step: number;
  readonly scale?: 'linear' | 'log';
  /** Whole numbers only. */
  readonly whole?: boolean;
  readonly unit?: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number by sliding, by keys and by typing. What is typed outside the range is not taken, and the range is said. */
export function ExactSlider(props: Props) {
  const {
    label,
    sign,
    symbol,
    value,
    low,
    high,
    step,
    scale = 'linear',
    whole = false,
    unit,
    disabled,
    onChange,
  } = props;
  const say = useTexts(frameTexts);
  const said = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const ruler = rulerOf(scale, low, high, step, whole);
  const read = (text: string): number | null => {
    const number = Number(text.trim().replace(',', '.').replace('−', '-'));
    const fits = text.trim() !== '' && number >= low && number <= high && (!whole || Number.isInteger(number));
    return fits ? number : null;
  };
  const wrong = typed !== null && read(typed) === null;
  const at = ruler.place(value);
  const onKey = (event: KeyboardEvent): void => {
    const next = {
      ArrowLeft: at - step,
      ArrowDown: at - step,
      ArrowRight: at + step,
      ArrowUp: at + step,
      PageDown: at - 10 * step,
      PageUp: at + 10 * step,
      Home: ruler.low,
      End: ruler.high,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChange(ruler.value(next));
  };
  const control = (
    <div className="exact-slider" data-disabled={disabled || undefined}>
      <span className="exact-slider-label">
        {sign !== undefined && <i>{sign}</i>}
        <span>{label}</span>
      </span>
      <input
        type="range"
        data-keys
        aria-label={label}
        aria-valuetext={`${written(value)}${unit === undefined ? '' : ` ${unit}`}`}
        disabled={disabled}
        min={ruler.low}
        max={ruler.high}
        step="any"
        value={at}
        style={{ '--share': (at - ruler.low) / (ruler.high - ruler.low) } as CSSProperties}
        onKeyDown={onKey}
        onChange={(event) => onChange(ruler.value(Number(event.currentTarget.value)))}
      />
      <span className="exact-slider-field">
        <input
          aria-label={say('exactValue', { label })}
          aria-invalid={wrong}
          aria-describedby={wrong ? said : undefined}
          inputMode="decimal"
          disabled={disabled}
          value={typed ?? written(value)}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            const number = read(text);
            if (number !== null) onChange(number);
          }}
          onBlur={() => setTyped(null)}
        />
        {unit !== undefined && <span className="quiet">{unit}</span>}
      </span>
      <span id={said} className="exact-slider-refusal" role="status">
        {wrong &&
          say(whole ? 'keepsWhole' : 'keeps', { low: written(low), high: written(high), label, value: written(value) })}
      </span>
    </div>
  );
  return symbol === undefined ? control : <Bound symbol={symbol}>{control}</Bound>;
}

const written = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6
    ? String(value).replace('-', '−')
    : shortNumber(value)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');

/** Between a value and its place on the slider, both ways; places beyond the ends are the ends. */
function rulerOf(scale: 'linear' | 'log', low: number, high: number, step: number, whole: boolean) {
  const log = scale === 'log';
  if (log && !(low > 0)) throw new RangeError('a logarithm has no zero');
  const place = (value: number): number => (log ? Math.log10(value) : value);
  const [first, last] = [place(low), place(high)];
  const value = (at: number): number => {
    // Counted from zero, not from the lower end: 0.5 stays 0.5 whatever the range.
    const snapped = Math.round(at / step) * step;
    const raw = log ? Number((10 ** snapped).toPrecision(3)) : Number(snapped.toPrecision(12));
    return Math.min(high, Math.max(low, whole ? Math.round(raw) : raw));
  };
  return { place, value, low: first, high: last };
}
