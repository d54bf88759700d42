import { crossProduct, dotProduct } from '../../../models/linear/products.ts';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useLit } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import type { Vector3 } from '../parts/camera.ts';
import { type Arrow, Space } from '../parts/space.tsx';
import { CELL_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';

const [colourA, colourB, colourOf] = [lineColour(0), lineColour(1), lineColour(2)];

/** Both vectors as arrows to drag; the cross product on its area, or the shadow that the dot product measures. */
export function VectorsInSpace({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { symbol } = useLit();
  const { a, b, product, turn } = settings;
  if (a.length !== b.length) return null;
  if (a.length > 3) return <p className="products-no-space quiet">{t('noSpace')}</p>;
  const flat = a.length === 2;
  const [u, v] = [inSpace(a), inSpace(b)];
  const move = (name: 'a' | 'b') => (to: Vector3) => {
    // A vector of two numbers stays in its plane.
    const next = to.slice(0, a.length).map((n) => Math.min(CELL_MOST, Math.max(-CELL_MOST, n)));
    change({ [name]: next, step: null });
  };
  const arrow = (name: 'a' | 'b', at: Vector3, colour: string): Arrow => ({
    id: name,
    label: name,
    at,
    colour,
    lit: symbol === name || symbol === 'theta',
    onMove: move(name),
    said: t('tip', { name, at: (flat ? at.slice(0, 2) : at).join(', ') }),
  });
  const [dot, lengthA, lengthB] = [dotProduct(u, v), Math.hypot(...u), Math.hypot(...v)];
  const cosine = dot / (lengthA * lengthB);
  const across = product === 'cross' && !flat ? crossProduct(u, v) : null;
  const shadow =
    product === 'dot' && lengthB > 0 ? (v.map((n) => (n * dot) / lengthB ** 2) as unknown as Vector3) : null;
  const arrows = [
    arrow('a', u, colourA),
    arrow('b', v, colourB),
    ...(across === null ? [] : [{ id: 'c', label: 'a × b', at: across, colour: colourOf }]),
  ];
  const facts = [
    ['|a|', shortNumber(lengthA)],
    ['|b|', shortNumber(lengthB)],
    [
      t('angle'),
      Number.isFinite(cosine) ? `${((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI).toFixed(1)}°` : '–',
    ],
    ...(across === null ? [] : [[`|a × b| = ${t('area')}`, shortNumber(Math.hypot(...across))]]),
    ...(shadow === null ? [] : [[t('shadow'), shortNumber(dot / lengthB)]]),
  ] as const;
  return (
    <div className="products-space">
      <Space
        title={t('inSpace')}
        arrows={arrows}
        {...(across === null ? {} : { spanned: { of: [u, v], colour: colourOf } })}
        {...(shadow === null ? {} : { shadow: { to: shadow, from: u, colour: colourOf } })}
        turn={turn}
        onTurn={(next) => change({ turn: next })}
        turnLabel={t('turn')}
        data={{
          head: [t('vector'), 'x', 'y', 'z', t('lengthOf')],
          rows: arrows.map(({ label, at }) => [label, ...at, Math.hypot(...at)]),
        }}
      />
      <dl className="lesson-facts">
        {facts.map(([name, value]) => (
          <div key={name} data-lit={(name === t('angle') && symbol === 'theta') || undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const inSpace = (v: readonly number[]): Vector3 => [v[0] ?? 0, v[1] ?? 0, v[2] ?? 0];
