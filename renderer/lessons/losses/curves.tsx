import { RESIDUAL_LOSSES, type ResidualLossId, residualLoss } from '../../../models/losses/residual.ts';
import { shortNumber } from '../../charts/digits.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { Plane } from '../parts/plane.tsx';
import { type At, PlaneLine } from '../parts/plane-layers.tsx';
import { lossColour } from './fits.ts';
import { RESIDUAL_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';

const grid = Array.from({ length: 161 }, (_, i) => -RESIDUAL_MOST + (2 * RESIDUAL_MOST * i) / 160);

/** What each loss makes of a residual, and how hard it pulls: both curves, read at a residual that one drags. */
export function Curves({ settings: { beta, r }, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const kinds = [
    {
      id: 'value',
      y: { label: 'ℓ(r)', domain: [-0.5, 6] as const },
      of: (id: ResidualLossId) => residualLoss(id, beta).value,
    },
    {
      id: 'slope',
      y: { label: "ℓ'(r)", domain: [-5, 5] as const },
      of: (id: ResidualLossId) => residualLoss(id, beta).slope,
    },
  ] as const;
  return (
    <div className="losses-curves">
      {kinds.map(({ id, y, of }) => (
        <Bound key={id} symbol="r">
          <Plane
            title={t(`curves_${id}`)}
            height={250}
            x={{ label: 'r', domain: [-RESIDUAL_MOST, RESIDUAL_MOST] }}
            y={y}
            points={RESIDUAL_LOSSES.map((loss) => ({
              id: loss,
              x: r,
              y: of(loss)(r),
              along: 'x' as const,
              step: [0.1, 0.1] as const,
              colour: lossColour[loss],
              label: t('readAt', { loss: t(`loss_${loss}`), r: shortNumber(r), value: shortNumber(of(loss)(r)) }),
              told: [t(`loss_${loss}`), id === 'value' ? valueSum(loss, r, beta) : slopeSum(loss, r, beta)],
              onMove: (to: number) => change({ r: to }),
            }))}
            data={{
              head: ['r', ...RESIDUAL_LOSSES.map((loss) => t(`loss_${loss}`))],
              rows: grid
                .filter((_, i) => i % 5 === 0)
                .map((at) => [at, ...RESIDUAL_LOSSES.map((loss) => of(loss)(at))]),
            }}
          >
            <PlaneLine
              colour="var(--chart-axis)"
              dashed
              points={[
                [r, -10],
                [r, 10],
              ]}
            />
            {RESIDUAL_LOSSES.map((loss) => (
              <PlaneLine
                key={loss}
                colour={lossColour[loss]}
                wide
                points={curveOf(of(loss), id === 'slope' && loss === 'l1')}
              />
            ))}
          </Plane>
        </Bound>
      ))}
      <table className="losses-sums">
        <thead>
          <tr>
            <th scope="col">{t('at', { r: shortNumber(r) })}</th>
            <th scope="col">ℓ(r)</th>
            <th scope="col">ℓ'(r)</th>
          </tr>
        </thead>
        <tbody>
          {RESIDUAL_LOSSES.map((loss) => (
            <tr key={loss}>
              <th scope="row">
                <i style={{ background: lossColour[loss] }} />
                {t(`loss_${loss}`)}
              </th>
              <td>{valueSum(loss, r, beta)}</td>
              <td>{slopeSum(loss, r, beta)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A kink has no slope: the line stops there. */
const curveOf = (f: (r: number) => number, broken: boolean): At[] =>
  grid.map((at) => [at, broken && Math.abs(at) < 1e-9 ? Number.NaN : f(at)] as const);

const signed = (value: number): string => (value < 0 ? `(${shortNumber(value)})` : shortNumber(value));

function valueSum(loss: ResidualLossId, r: number, beta: number): string {
  const result = shortNumber(residualLoss(loss, beta).value(r));
  if (loss === 'l1') return `|${shortNumber(r)}| = ${result}`;
  if (loss === 'l2') return `${signed(r)}² = ${result}`;
  return Math.abs(r) < beta
    ? `${signed(r)}² / (2·${shortNumber(beta)}) = ${result}`
    : `|${shortNumber(r)}| − ${shortNumber(beta)}/2 = ${result}`;
}

function slopeSum(loss: ResidualLossId, r: number, beta: number): string {
  const result = shortNumber(residualLoss(loss, beta).slope(r));
  if (loss === 'l2') return `2·${signed(r)} = ${result}`;
  if (loss === 'smooth-l1' && Math.abs(r) < beta) return `${signed(r)} / ${shortNumber(beta)} = ${result}`;
  return loss === 'l1' && r === 0 ? '−1 … 1' : `sign ${signed(r)} = ${result}`;
}
