import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTexts } from '../frame/use-texts.ts';
import './feature-wall.css';
import { wallTexts } from './feature-wall-texts.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly values: readonly number[];
}

const cell = 18;

/** A vector's numbers in rows, the denser the larger; what is below 0 has the other colour. */
export function VectorStrip({ title, hint, values }: Props) {
  const t = useTexts(wallTexts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  // As few lines as fit, all about as long.
  const lines = Math.ceil(values.length / Math.max(1, Math.floor(width / cell)));
  const across = Math.max(1, Math.ceil(values.length / Math.max(1, lines)));
  const height = lines * cell;
  const most = Math.max(1e-12, ...values.map(Math.abs));
  const at = cursor.x !== null && cursor.x < values.length ? cursor.x : null;
  const told = at === null ? t('pointAtNumber') : t('numberSaid', { number: at + 1, value: shortNumber(values[at]!) });
  return (
    <ChartFrame
      title={title}
      hint={hint}
      data={{ head: [t('number'), t('value')], rows: values.map((value, i) => [i + 1, value]) }}
    >
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={Math.max(1, height)} role="img" aria-label={title}>
          {values.map((value, i) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a number is its place
              key={i}
              className="vector-number"
              data-at={i === at || undefined}
              x={(i % across) * cell + 1}
              y={Math.floor(i / across) * cell + 1}
              width={cell - 2}
              height={cell - 2}
              fill={lineColour(value < 0 ? 1 : 0)}
              fillOpacity={Number((0.05 + (0.95 * Math.abs(value)) / most).toFixed(3))}
            />
          ))}
        </svg>
        <CursorTrack
          label={t('pointAtNumber')}
          said={told}
          stops={values.map((_, i) => i)}
          cursor={cursor}
          stopAt={(px, py) => {
            const [column, row] = [Math.floor(px / cell), Math.floor(py / cell)];
            const i = row * across + column;
            return column >= 0 && column < across && i >= 0 && i < values.length ? i : null;
          }}
        />
      </div>
      <p className="wall-told">{told}</p>
    </ChartFrame>
  );
}
