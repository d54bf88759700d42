import type { Force } from '../../../models/experiments/metric/pull.ts';
import { matedColour, nonMatedColour } from '../../charts/palette.ts';
import { usePlane } from '../parts/plane-scales.ts';

interface Props {
  readonly points: readonly (readonly number[])[];
  readonly forces: readonly Force[];
}

/** Who pulls whom and who pushes whom: the stronger, the wider. A push is dashed. */
export function ForceLines({ points, forces }: Props) {
  const { x, y } = usePlane();
  const most = Math.max(1e-12, ...forces.map(({ pull }) => Math.abs(pull)));
  return (
    <g className="metric-forces">
      {forces.map(({ from, to, pull }) => {
        const [a, b] = [points[from]!, points[to]!];
        const share = Math.abs(pull) / most;
        return (
          <line
            key={`${from} ${to}`}
            x1={x(a[0]!)}
            y1={y(a[1]!)}
            x2={x(b[0]!)}
            y2={y(b[1]!)}
            data-push={pull < 0 || undefined}
            style={{
              stroke: pull > 0 ? matedColour : nonMatedColour,
              strokeWidth: 0.75 + 2 * share,
              strokeOpacity: 0.15 + 0.6 * share,
            }}
          />
        );
      })}
    </g>
  );
}
