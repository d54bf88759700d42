import { notifications } from '@mantine/notifications';
import { useEffect, useMemo, useRef } from 'react';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { savePng } from '../../charts/save-png.ts';
import { useTexts } from '../frame/use-texts.ts';
import { GraphBox } from './graph-box.tsx';
import { boxWidth, edgesIn } from './graph-edges.ts';
import { stripMargin, stripsOf } from './graph-strips.ts';
import { texts } from './texts.ts';

interface Props {
  readonly name: string;
  readonly network: ShownNetwork;
  readonly at: readonly { readonly x: number; readonly y: number }[];
  readonly chosen: number;
  readonly shares: readonly (number | null)[];
  readonly onSaved: () => void;
}

const whole = 'viewer-graph-whole';

/** All of a graph, whatever part the page shows: drawn out of sight, saved as a picture, and gone. */
export function GraphWhole({ name, network, at, chosen, shares, onSaved }: Props) {
  const t = useTexts(texts);
  const svg = useRef<SVGSVGElement>(null);
  const { arrangement, layers } = network;
  const { strips, stripWidth, stripHeight, width, height, dots, scale } = useMemo(
    () => stripsOf(arrangement),
    [arrangement],
  );
  const saved = useRef(onSaved);
  // biome-ignore lint/correctness/useExhaustiveDependencies: saved once, as it was when that was asked for
  useEffect(() => {
    void savePng(t('graphTitle', { name }), svg.current!, dots)
      .then(
        () =>
          scale < 1 &&
          notifications.show({
            message: t('savedSmaller', { percent: Math.round(100 * scale), layers: layers.length }),
          }),
        () => notifications.show({ message: t('notSaved'), color: 'red' }),
      )
      .finally(() => saved.current());
  }, []);
  return (
    <div className="viewer-out-of-sight" aria-hidden>
      <svg ref={svg} width={width} height={height} role="presentation">
        <defs>
          <g id={whole}>
            <path className="viewer-edges" d={edgesIn(arrangement, at, () => true)} strokeWidth={1.2} />
            {layers.map((layer, i) => (
              <GraphBox
                // biome-ignore lint/suspicious/noArrayIndexKey: layers are their places
                key={i}
                {...{ layer, x: at[i]!.x, y: at[i]!.y, share: shares[i] ?? 0 }}
                chosen={i === chosen}
                words
              />
            ))}
          </g>
        </defs>
        {strips.map(({ left, top }) => (
          <svg
            key={left}
            role="presentation"
            x={left}
            y={stripMargin}
            width={stripWidth}
            height={stripHeight}
            viewBox={`${-boxWidth / 2 - 1} ${top} ${stripWidth} ${stripHeight}`}
          >
            <use href={`#${whole}`} />
          </svg>
        ))}
      </svg>
    </div>
  );
}
