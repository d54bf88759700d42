import { useMemo } from 'react';
import { RESIDUAL_LOSSES, residualLoss } from '../../../models/losses/residual.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { Plane } from '../parts/plane.tsx';
import { PlaneLine } from '../parts/plane-layers.tsx';
import { fitsOf, type Line, lossColour, RATE } from './fits.ts';
import { type Settings, STEPS, X, Y } from './settings.ts';
import { texts } from './texts.ts';

/** Points to drag, the line that each loss fits to them, and how gradient descent gets there. */
export function LineView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { points, beta, step } = settings;
  const fits = useMemo(() => fitsOf({ points, beta }), [points, beta]);
  const ends = ({ a, b }: Line) => X.map((x) => [x, a + b * x] as const);
  const at = (line: Line, x: number): string => `${shortNumber(line.a)} + ${shortNumber(line.b)}·${shortNumber(x)}`;
  return (
    <div className="losses-line">
      <Plane
        title={t('lineTitle')}
        hint={t('lineHint')}
        height={380}
        x={{ label: 'x', domain: X }}
        y={{ label: 'y', domain: Y }}
        points={points.map(([x, y], i) => ({
          id: String(i),
          x,
          y,
          step: [0.1, 0.1] as const,
          colour: 'var(--mantine-color-text)',
          label: t('point', { i: i + 1, x: shortNumber(x), y: shortNumber(y) }),
          told: [
            t('point', { i: i + 1, x: shortNumber(x), y: shortNumber(y) }),
            ...(fits ?? []).map(({ loss, line }) => {
              const r = y - line.a - line.b * x;
              const cost = residualLoss(loss, beta).value(r);
              return `${t(`loss_${loss}`)}: r = ${shortNumber(y)} − (${at(line, x)}) = ${shortNumber(r)}, ℓ = ${shortNumber(cost)}`;
            }),
          ],
          onMove: (nextX: number, nextY: number) => change({ points: points.with(i, [nextX, nextY]) }),
        }))}
        data={{
          head: ['x', 'y', ...RESIDUAL_LOSSES.map((loss) => `r, ${t(`loss_${loss}`)}`)],
          rows: points.map(([x, y]) => [x, y, ...(fits ?? []).map(({ line }) => y - line.a - line.b * x)]),
        }}
      >
        {fits?.map(({ loss, line, path }) => (
          <g key={loss}>
            <PlaneLine points={ends(line)} colour={lossColour[loss]} wide />
            <PlaneLine points={ends((path[step] ?? path.at(-1)!).line)} colour={lossColour[loss]} dashed />
          </g>
        ))}
      </Plane>
      {fits === null ? (
        <p className="lesson-refused" role="status">
          {t('oneX')}
        </p>
      ) : (
        <div className="losses-fits">
          <Bound symbol="theta">
            <ul className="losses-cards">
              {fits.map(({ loss, fit, line }) => (
                <li key={loss}>
                  <strong>
                    <i style={{ background: lossColour[loss] }} />
                    {t(`loss_${loss}`)}
                  </strong>
                  <span>
                    ŷ = {shortNumber(line.a)} {line.b < 0 ? '−' : '+'} {shortNumber(Math.abs(line.b))} x
                  </span>
                  <span className="quiet">
                    {t(`minimises_${loss}`)} = <b>{shortNumber(fit.mean)}</b>
                  </span>
                </li>
              ))}
            </ul>
          </Bound>
          <LineChart
            title={t('descentTitle')}
            hint={t('descentHint', { rate: RATE, step })}
            height={190}
            x={{ label: t('step'), domain: [0, STEPS], format: String }}
            y={{ label: t('above'), scale: 'log', domain: [1e-6, 100] }}
            series={fits.map(({ loss, path }) => ({
              id: loss,
              label: t(`loss_${loss}`),
              colour: lossColour[loss],
              points: path.slice(0, step + 1).map(({ above }, x) => ({ x, y: Math.max(above, 1e-6) })),
            }))}
          />
        </div>
      )}
    </div>
  );
}
