import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { Cursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { cameraOf, dot3, type Vector3 } from '../parts/camera.ts';
import { CHANNELS, litWith, PLACES, type Place, placeOf, setOf, worked } from './block.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

interface Props {
  readonly settings: Settings;
  readonly values: readonly number[];
  /** Whose sets are lit: the one pointed at, else the first of the set stepped to; null: none. */
  readonly at: number | null;
  readonly cursor: Cursor;
  readonly t: Words;
  readonly onTurn: (turn: [number, number]) => void;
}

const height = 380;
/** Along channels, pictures and places; pictures stand apart, so that each is seen to be one. */
const pitch = { channel: 1, picture: 1.9, place: 1 } as const;
const half = 0.42;
const steepest = 1.5;

type Corner = readonly [number, number, number];
/** Of each axis the four corners of the side in its positive direction. */
const sides: readonly (readonly Corner[])[] = [
  [
    [1, -1, -1],
    [1, 1, -1],
    [1, 1, 1],
    [1, -1, 1],
  ],
  [
    [-1, 1, -1],
    [1, 1, -1],
    [1, 1, 1],
    [-1, 1, 1],
  ],
  [
    [-1, -1, 1],
    [1, -1, 1],
    [1, 1, 1],
    [-1, 1, 1],
  ],
];
const shades = [0.82, 0.66, 1] as const;

/** The block N × C × (H·W) as cubes, which one turns; those that share a mean with the one looked at are lit. */
export function BlockScene({ settings, values, at, cursor, t, onTurn }: Props) {
  const [plot, width] = useWidth();
  const { pictures, turn, norm } = settings;
  const camera = cameraOf(...turn);
  const centre = ({ picture, channel, place }: Place): Vector3 => [
    (channel - (CHANNELS - 1) / 2) * pitch.channel,
    (picture - (pictures - 1) / 2) * pitch.picture,
    ((PLACES - 1) / 2 - place) * pitch.place,
  ];
  const reach = Math.hypot(CHANNELS * pitch.channel, 6 * pitch.picture, PLACES) / 2;
  const scale = Math.min(width / (1.8 * reach), height / (1.5 * reach));
  const px = (v: Vector3): readonly [number, number] => [
    width / 2 + scale * dot3(v, camera.right),
    height / 2 - scale * dot3(v, camera.up),
  ];
  const sets = at === null ? [] : litWith(values, settings, at);
  const lit = new Map<number, number>();
  // The first set is drawn over the second, and this over the third.
  for (const [k, { members }] of [...sets.entries()].reverse()) for (const i of members) lit.set(i, k);
  const cubes = values
    .map((_, i) => ({ i, at: centre(placeOf(i)) }))
    .sort((a, b) => dot3(a.at, camera.toward) - dot3(b.at, camera.toward));
  const seen = camera.toward.map((along) => (along >= 0 ? 1 : -1)) as unknown as Corner;
  const side = (middle: Vector3, axis: number): string =>
    `${sides[axis]!.map((corner, k) => {
      const [x, y] = px(middle.map((n, d) => n + half * (d === axis ? seen[axis]! : corner[d]!)) as unknown as Vector3);
      return `${k === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`;
    }).join('')}Z`;
  const told = at === null ? null : worked(values, settings, at);
  const name = (i: number): string => {
    const { picture, channel, place } = placeOf(i);
    return t('placeOf', { picture: picture + 1, channel: channel + 1, place: place + 1 });
  };
  const corner: Vector3 = [
    (-CHANNELS / 2 - 0.15) * pitch.channel,
    -((pictures - 1) / 2) * pitch.picture - 0.6,
    -PLACES / 2 - 0.15,
  ];
  const right: Vector3 = [-corner[0], corner[1], corner[2]];
  const axes: readonly (readonly [string, Vector3, Vector3])[] = [
    [`C = ${CHANNELS}`, corner, [corner[0] + CHANNELS + 0.3, corner[1], corner[2]]],
    [`N = ${pictures}`, right, [right[0], right[1] + (pictures - 1) * pitch.picture + 1.2, right[2]]],
    [`H·W = ${PLACES}`, corner, [corner[0], corner[1], corner[2] + PLACES + 0.3]],
  ];
  return (
    <ChartFrame
      title={t('block')}
      hint={t(`rule_${norm}`)}
      data={{
        head: [t('place'), t('setNumber'), 'x', 'y', t('arithmetic')],
        rows: values.map((value, i) => {
          const { value: y, lines } = worked(values, settings, i);
          return [name(i), setOf(settings, placeOf(i)) + 1, value, Number(y.toPrecision(6)), lines.at(-1) ?? ''];
        }),
      }}
    >
      <div className="chart-plot norm-scene" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('block')}>
          {cubes.map(({ i, at: middle }) => {
            const which = lit.get(i);
            if (which === undefined)
              return <path key={i} className="norm-cube" d={[0, 1, 2].map((axis) => side(middle, axis)).join('')} />;
            return (
              <g key={i} className="norm-cube" data-lit={i === at ? 'at' : 'set'}>
                {[0, 1, 2].map((axis) => (
                  <path
                    key={axis}
                    d={side(middle, axis)}
                    style={{ fill: lineColour([0, 1, 4][which]!), fillOpacity: shades[axis]! * [1, 0.75, 0.5][which]! }}
                  />
                ))}
              </g>
            );
          })}
          {axes.map(([label, from, to]) => {
            const [[x1, y1], [x2, y2]] = [px(from), px(to)];
            return (
              <g key={label[0]} className="norm-axis">
                <line x1={x1} y1={y1} x2={x2} y2={y2} />
                <text x={x1 + (x2 - x1) * 1.08} y={y1 + (y2 - y1) * 1.08} textAnchor="middle" dy="0.35em">
                  {label}
                </text>
              </g>
            );
          })}
        </svg>
        <CursorTrack
          label={t('pointAt')}
          said={
            at === null || told === null
              ? t('pointAt')
              : `${name(at)}: x = ${shortNumber(values[at]!)}. ${told.lines.join('; ')}`
          }
          stops={values.map((_, i) => i)}
          cursor={cursor}
          stopAt={(x, y) => {
            // The nearest to the eye of those under the pointer.
            const under = cubes.findLast(({ at: middle }) => {
              const [cx, cy] = px(middle);
              return Math.hypot(cx - x, cy - y) < scale * half * 1.2;
            });
            return under?.i ?? null;
          }}
          onDrag={(dx, dy) => {
            const [yaw, up] = turn;
            const next = yaw - dx / 120;
            onTurn([
              Number((next - 2 * Math.PI * Math.round(next / (2 * Math.PI))).toFixed(3)),
              Number(Math.min(steepest, Math.max(-steepest, up + dy / 120)).toFixed(3)),
            ]);
          }}
        />
      </div>
    </ChartFrame>
  );
}
