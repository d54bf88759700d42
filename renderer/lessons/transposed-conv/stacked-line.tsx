import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTexts } from '../frame/use-texts.ts';
import { INPUTS, type Settings } from './settings.ts';
import { type Share, sharesOf } from './stamps.ts';
import { texts } from './texts.ts';

const height = 300;
const [inputs, top, foot] = [INPUTS[1], 92, 20];

/** A line of ones: every input stamps the kernel onto the line below, and where stamps overlap they pile up. */
export function StackedLine({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const { stride, k } = settings;
  const shown = Math.min(settings.step ?? inputs, inputs);
  const shares = sharesOf(settings, inputs, shown);
  const whole = sharesOf(settings, inputs, inputs).map(sumOf);
  const column = width / Math.max(1, shares.length);
  const unit = (height - top - foot - 16) / Math.max(1, ...whole);
  const base = height - foot;
  const at = cursor.x !== null && cursor.x < shares.length ? cursor.x : null;
  const middle = (input: number): number => (input * stride + k / 2) * column;
  // Stepping, the newest stamp stands out; pointing, those that reach the output.
  const lit = (input: number): boolean =>
    at === null ? shown < inputs && input === shown - 1 : shares[at]!.some((one) => one.input === input);
  const said = (o: number): string => {
    const own = shares[o]!;
    if (own.length === 0) return t('lineNothing', { o: o + 1 });
    const products = own.map(({ input, tap }) => `x${sub(input + 1)}w${sub(tap)}`).join(' + ');
    const numbers = own.map(({ value }) => shortNumber(value)).join(' + ');
    return t('lineSaid', { o: o + 1, count: own.length, products, numbers, sum: shortNumber(sumOf(own)) });
  };
  return (
    <div>
      <ChartFrame
        title={t('lineTitle')}
        hint={t('lineHint')}
        data={{
          head: [t('output'), t('overlaps'), t('sum'), t('arithmetic')],
          rows: shares.map((own, o) => [
            o + 1,
            own.length,
            sumOf(own),
            own.map(({ input, tap, value }) => `x${input + 1}·w${tap}=${shortNumber(value)}`).join(' + '),
          ]),
        }}
      >
        <div className="chart-plot" ref={plot} style={{ height }}>
          <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('lineTitle')}>
            {Array.from({ length: inputs }, (_, input) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an input is its place
              <g key={input} className="transposed-input" data-shown={input < shown} data-lit={lit(input)}>
                {input < shown && (
                  <path
                    className="transposed-ray"
                    d={`M${middle(input)},36L${input * stride * column},${top - 8}H${(input * stride + k) * column}Z`}
                    style={{ fill: lineColour(input) }}
                  />
                )}
                <circle cx={middle(input)} cy={24} r={13} style={{ stroke: lineColour(input) }} />
                <text x={middle(input)} y={24} dy="0.35em">
                  1
                </text>
              </g>
            ))}
            {shares.map((own, o) => {
              let y = base;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: an output is its place
                <g key={o} className="transposed-column" data-at={o === at || undefined}>
                  {own.map(({ input, value }) => {
                    y -= value * unit;
                    return (
                      <rect
                        key={input}
                        x={o * column + 1}
                        y={y + 0.5}
                        width={Math.max(1, column - 2)}
                        height={Math.max(0, value * unit - 1)}
                        data-lit={lit(input)}
                        style={{ fill: lineColour(input) }}
                      />
                    );
                  })}
                  <text x={(o + 0.5) * column} y={Math.min(base, y) - 5}>
                    {own.length === 0 ? '' : Number(sumOf(own).toFixed(2))}
                  </text>
                  <line x1={o * column + 1} x2={(o + 1) * column - 1} y1={base + 2} y2={base + 2} />
                </g>
              );
            })}
            <text className="transposed-axis" x={width} y={height - 3}>
              {t('output')} →
            </text>
          </svg>
          <CursorTrack
            label={t('lineRead')}
            said={at === null ? t('lineRead') : said(at)}
            stops={shares.map((_, o) => o)}
            cursor={cursor}
            stopAt={(px) => {
              const o = Math.floor(px / Math.max(1, column));
              return o >= 0 && o < shares.length ? o : null;
            }}
          />
        </div>
      </ChartFrame>
      <p className="transposed-said">{at === null ? t('lineRead') : said(at)}</p>
    </div>
  );
}

const sumOf = (own: readonly Share[]): number => own.reduce((sum, { value }) => sum + value, 0);
const sub = (n: number): string => String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
