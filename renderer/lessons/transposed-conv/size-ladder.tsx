import { Button } from '@mantine/core';
import { outputSize } from '../../../models/padding/convolve.ts';
import { outputPaddingFor, transposedSize } from '../../../models/sampling/transposed-convolve.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { K_MOST, N, P_MOST, S_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import { WholeSlider } from './whole-slider.tsx';

const [line, top] = [22, 24];
const sizes = Array.from({ length: N[1] - N[0] + 1 }, (_, i) => N[0] + i);

/** From which size to which, and back: several sizes become one, and the output padding says which of them is meant. */
export function SizeLadder(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const { stride, k, padding, outputPadding } = settings;
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const fits = outputPadding === 0 || outputPadding < stride;
  const there = (n: number): number => outputSize(n, k, padding, padding, { stride, dilation: 1 });
  const back = (m: number): number =>
    transposedSize(m, k, { stride, padding, outputPadding: fits ? outputPadding : 0 });
  const steps = sizes.map((n) => ({
    n,
    m: there(n),
    end: back(there(n)),
    needed: outputPaddingFor(n, k, { stride, padding }),
  }));
  const at = cursor.x !== null && cursor.x < steps.length ? cursor.x : sizes.indexOf(settings.n);
  const chosen = steps[at]!;
  const values = steps.flatMap(({ n, m, end }) => [n, m, end]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const height = top + line * (sizes.length + 1);
  const y = (value: number): number => top + 8 + ((value - low) * (height - top - 20)) / Math.max(1, high - low);
  const x = [34, width / 2, Math.max(80, width - 34)] as const;
  const said = ({ n, m, end, needed }: (typeof steps)[number]): string =>
    t(end === n ? 'ladderBack' : 'ladderOther', {
      n,
      m,
      end,
      needed,
      k,
      s: stride,
      p: padding,
      o: fits ? outputPadding : 0,
    });
  return (
    <div className="transposed-ladder">
      <ChartFrame
        title={t('ladderTitle')}
        hint={t('ladderHint')}
        data={{
          head: ['n', 'm', 'n′', t('needed')],
          rows: steps.map(({ n, m, end, needed }) => [n, m, end, needed]),
        }}
      >
        <div className="chart-plot" ref={plot} style={{ height }}>
          <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('ladderTitle')}>
            {(['before', 'convolved', 'after'] as const).map((id, i) => (
              <text
                key={id}
                className="transposed-ladder-head"
                x={x[i]}
                y={12}
                textAnchor={(['start', 'middle', 'end'] as const)[i]}
              >
                {t(`ladder_${id}`)}
              </text>
            ))}
            {[...steps.keys()]
              .sort((a, b) => Number(a === at) - Number(b === at))
              .map((i) => {
                const { n, m, end } = steps[i]!;
                return (
                  <g key={n} className="transposed-rung" data-at={i === at} data-back={end === n}>
                    <path
                      d={`M${x[0] + 14},${y(n)}L${x[1] - 14},${y(m)}M${x[1] + 14},${y(m)}L${x[2] - 14},${y(end)}`}
                    />
                    <text x={x[0]} y={y(n)} dy="0.35em">
                      {n}
                    </text>
                    <text x={x[1]} y={y(m)} dy="0.35em">
                      {m}
                    </text>
                    <text x={x[2]} y={y(end)} dy="0.35em">
                      {end}
                    </text>
                  </g>
                );
              })}
          </svg>
          <CursorTrack
            label={t('ladderRead')}
            said={said(chosen)}
            stops={steps.map((_, i) => i)}
            cursor={cursor}
            stopAt={(_, py) => {
              const nearest = steps.map(({ n }) => Math.abs(y(n) - py));
              return nearest.indexOf(Math.min(...nearest));
            }}
          />
        </div>
      </ChartFrame>
      <p className="transposed-said">{said(chosen)}</p>
      {!fits && (
        <p className="transposed-uneven" role="status">
          {t('outputRefused', { o: outputPadding, s: stride })}
        </p>
      )}
      <div className="transposed-controls transposed-controls-one">
        <WholeSlider {...props} name="n" low={N[0]} high={N[1]} />
        <WholeSlider {...props} name="stride" symbol="s" low={1} high={S_MOST} />
        <WholeSlider {...props} name="k" symbol="k" low={1} high={K_MOST} />
        <WholeSlider {...props} name="padding" symbol="p" low={0} high={P_MOST} />
        <WholeSlider {...props} name="outputPadding" symbol="o" low={0} high={S_MOST - 1} />
      </div>
      <Button
        size="compact-sm"
        variant="default"
        disabled={outputPadding === outputPaddingFor(settings.n, k, { stride, padding })}
        onClick={() => change({ outputPadding: outputPaddingFor(settings.n, k, { stride, padding }) })}
      >
        {t('takeOutput', { n: settings.n, o: outputPaddingFor(settings.n, k, { stride, padding }) })}
      </Button>
    </div>
  );
}
