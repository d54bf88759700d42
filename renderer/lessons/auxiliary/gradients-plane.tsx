import type { ReactNode } from 'react';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour, quietColour } from '../../charts/palette.ts';
import { Bound } from '../frame/lit.tsx';
import { Plane, type PlaneMark } from '../parts/plane.tsx';
import { type At, PlaneLine, PlaneRegion } from '../parts/plane-layers.tsx';
import type { PlaneAxis } from '../parts/plane-scales.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

export const colours = { without: lineColour(1), branched: lineColour(0) } as const;

interface Props {
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
  /** Length of each layer's gradient in both networks; null: not measured yet. */
  readonly norms: { readonly without: readonly number[]; readonly branched: readonly number[] } | null;
  readonly title: string;
  readonly hint: string;
  readonly aside: ReactNode;
  readonly t: Words;
}

/** The gradient of each layer, as far as it has come back from the last; the branch is dragged along the layers. */
export function GradientsPlane({ settings, change, norms, title, hint, aside, t }: Props) {
  const { depth, branch, back } = settings;
  const domain = domainOf(norms === null ? [] : [...norms.without, ...norms.branched]);
  const reached = depth - Math.min(back ?? depth, depth);
  const which = ['without', 'branched'] as const;
  const points = (of: (typeof which)[number]): At[] =>
    (norms?.[of] ?? []).flatMap((norm, i) => (i >= reached && norm > 0 ? [[i + 1, norm] as const] : []));
  const told = (of: (typeof which)[number], i: number): string[] => {
    const [own, other, last] = [norms![of][i]!, norms!.without[i]!, norms![of].at(-1)!];
    const [norm, share] = [shortNumber(own), (value: number) => shortNumber(own / value)];
    return [
      t('layerOf', { layer: i + 1, which: t(of) }),
      t('lengthOf', { norm }),
      t('ofLast', { norm, last: shortNumber(last), share: share(last) }),
      ...(of === 'branched' ? [t('ofOther', { norm, other: shortNumber(other), share: share(other) })] : []),
    ];
  };
  const marks: PlaneMark[] = which.flatMap((of) =>
    points(of).map(([x, y]) => ({ x, y, group: of === 'without' ? 1 : 0, told: told(of, x - 1) })),
  );
  const [low, high] = domain;
  return (
    <Bound symbol="K">
      <Plane
        title={title}
        hint={norms === null ? t('measuring') : hint}
        height={290}
        x={{
          label: t('layer'),
          domain: [0.5, depth + 0.5],
          format: (value) => (Number.isInteger(value) ? String(value) : ''),
        }}
        y={{ label: t('norm'), scale: 'log', domain, ...readBy(domain) }}
        marks={marks}
        points={[
          {
            id: 'branch',
            x: branch,
            // A little above the axis, wherever that is.
            y: low * (high / low) ** 0.06,
            along: 'x',
            step: [1, 1],
            shape: 'square',
            colour: colours.branched,
            text: 'K',
            label: t('branchAt', { branch }),
            told: [t('branchAt', { branch })],
            onMove: (x: number) => change({ branch: Math.min(depth - 1, Math.max(1, Math.round(x))) }),
          },
        ]}
        aside={aside}
        data={{
          head: [t('layer'), t('without'), t('branched')],
          rows: (norms?.without ?? []).map((norm, i) => [i + 1, norm, norms!.branched[i]!]),
        }}
      >
        <PlaneRegion
          points={[
            [0.5, low],
            [branch + 0.5, low],
            [branch + 0.5, high],
            [0.5, high],
          ]}
          colour={colours.branched}
          outline={false}
        />
        <PlaneLine
          points={[
            [branch + 0.5, low],
            [branch + 0.5, high],
          ]}
          colour={quietColour}
          dashed
        />
        <PlaneLine points={points('without')} colour={colours.without} wide />
        <PlaneLine points={points('branched')} colour={colours.branched} wide />
      </Plane>
      <ul className="chart-legend">
        {which.map((of) => (
          <li key={of}>
            <svg width={22} height={8} aria-hidden>
              <line x2={22} y1={4} y2={4} style={{ stroke: colours[of], strokeWidth: 2.5 }} />
            </svg>
            {t(of)}
          </li>
        ))}
      </ul>
    </Bound>
  );
}

/** Whole decades around all values. */
function domainOf(values: readonly number[]): [number, number] {
  const shown = values.filter((value) => value > 0);
  if (shown.length === 0) return [1e-3, 1];
  const [low, high] = [Math.floor(Math.log10(Math.min(...shown))), Math.ceil(Math.log10(Math.max(...shown)))];
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

/** Decades by their powers; a single one has more to read it by than its ends. */
const readBy = ([low, high]: readonly [number, number]): Pick<PlaneAxis, 'format' | 'ticks'> =>
  high / low > 11
    ? { format: powerOfTen }
    : {
        format: (value) => String(Number(value.toPrecision(3))),
        ticks: [1, 2, 5, 10].map((part) => part * low),
      };

const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const powerOfTen = (value: number): string => {
  const power = Math.round(Math.log10(value));
  if (Math.abs(Math.log10(value) - power) > 1e-6) return shortNumber(value);
  const written = [...String(Math.abs(power))].map((digit) => digits[Number(digit)]).join('');
  return power === 0 ? '1' : `10${power < 0 ? '⁻' : ''}${written}`;
};
