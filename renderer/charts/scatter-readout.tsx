import { Mark } from './points.tsx';
import type { ScatterPoint } from './scatter.tsx';

export interface ReadPoint extends ScatterPoint {
  readonly face: string | null;
}

/** Who a point is and who is nearest, as faces: a neighbour of another class is framed as an error. */
export function ScatterReadout({ point, others }: { point: ReadPoint; others: readonly ReadPoint[] }) {
  return (
    <>
      <p>
        <Mark group={point.group} />
        <span>{point.label}</span>
      </p>
      <div className="chart-faces">
        {point.face !== null && <img className="chart-face" src={point.face} alt="" />}
        {others.map(({ face, group, label }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: neighbours are their ranks
          <span key={i} className="chart-face-near" data-other={group !== point.group || undefined}>
            {face !== null && <img src={face} alt="" />}
            <span>
              <Mark group={group} />
              {label}
            </span>
          </span>
        ))}
      </div>
    </>
  );
}
