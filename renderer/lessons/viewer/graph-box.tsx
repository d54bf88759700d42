import { memo } from 'react';
import type { ShownLayer } from '../../../models/experiments/viewer/shown-network.ts';
import { boxHeight, boxWidth } from './graph-edges.ts';
import { kindOf, opOf, shapeText } from './layer-words.ts';

interface Props {
  readonly layer: ShownLayer;
  readonly x: number;
  readonly y: number;
  readonly share: number;
  readonly chosen: boolean;
  readonly words: boolean;
}

/** A layer in the graph. Drawn anew where it changes; the graph moves past it. */
export const GraphBox = memo(function GraphBox({ layer, x, y, share, chosen, words }: Props) {
  return (
    <g
      className="viewer-box"
      data-kind={kindOf(layer)}
      data-chosen={chosen}
      transform={`translate(${x - boxWidth / 2} ${y - boxHeight / 2})`}
    >
      <rect width={boxWidth} height={boxHeight} rx={6} />
      {share > 0 && (
        <rect
          className="viewer-share"
          x={3}
          y={boxHeight - 7}
          width={Math.max(2, (boxWidth - 6) * share)}
          height={4}
          rx={2}
        />
      )}
      {words && (
        <>
          <text x={9} y={16}>
            {opOf(layer.op)}
          </text>
          <text className="viewer-quiet" x={9} y={32}>
            {shapeText(layer.shape) ?? '?'}
          </text>
        </>
      )}
    </g>
  );
});
