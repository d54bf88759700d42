import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import type { ModelLayout } from './model-layout.ts';
import type { ToldPath } from './model-of.ts';
import { nodeHeight, type Pixel } from './picture-geometry.ts';
import type { Settings } from './settings.ts';
import { written } from './written.ts';

interface Props {
  readonly settings: Settings;
  readonly layout: ModelLayout;
  readonly lit: ToldPath | undefined;
  /** An arrow that is being drawn, by pointer. */
  readonly drawing: { readonly from: Variable; readonly head: Pixel } | null;
  readonly title: string;
}

/** The model as it is drawn: the lit path behind, arrows with their strengths, variables with their marks. */
export function ModelSvg({ settings, layout, lit, drawing, title }: Props) {
  const { nodes, arrows, adjust, cause, outcome, chosen, world } = settings;
  const { width, height, line, centre, wide, mark, name } = layout;
  return (
    <svg width={Math.max(1, width)} height={height} role="img" aria-label={title}>
      <rect className="plane-ground" width={Math.max(1, width)} height={height} rx={8} />
      {lit?.nodes.slice(1).map((to, i) => {
        const along = line(lit.nodes[i] as Variable, to as Variable);
        return (
          along !== null && (
            <path
              key={to}
              className="causal-lit"
              data-kind={lit.block === null ? lit.kind : 'blocked'}
              d={`M${text(along.from)}L${text(along.to)}`}
            />
          )
        );
      })}
      {arrows.map(({ from, to, strength }) => {
        const along = line(from, to);
        if (along === null) return null;
        // do(X): nothing acts on X any more.
        const cut = world === 'dealt' && to === cause;
        return (
          <g
            key={`${from}>${to}`}
            className="causal-arrow"
            data-chosen={chosen === `${from}>${to}` || undefined}
            data-cut={cut || undefined}
          >
            <Shaft from={along.from} to={along.to} wide={1 + 1.2 * Math.abs(strength)} />
            <rect
              className="causal-pill"
              x={along.middle[0] - 19}
              y={along.middle[1] - 10}
              width={38}
              height={20}
              rx={10}
            />
            <text className="causal-strength" x={along.middle[0]} y={along.middle[1]} dy="0.35em" textAnchor="middle">
              {cut ? '✂' : written(strength)}
            </text>
          </g>
        );
      })}
      {drawing !== null && (
        <g className="causal-arrow" data-chosen>
          <Shaft from={centre(drawing.from)} to={drawing.head} wide={2} />
        </g>
      )}
      {nodes.map(({ id, hidden }) => {
        const [x, y] = centre(id);
        const [left, top] = [x - wide(id) / 2, y - nodeHeight / 2];
        return (
          <g
            key={id}
            className="causal-node"
            data-role={id === cause ? 'cause' : id === outcome ? 'outcome' : undefined}
            data-hidden={hidden || undefined}
            data-chosen={chosen === id || undefined}
            data-blocks={lit?.block?.node === id || undefined}
          >
            {/* What is adjusted for stands in a box, as in the field's figures. */}
            {adjust.includes(id) && (
              <rect
                className="causal-frame"
                x={left - 5}
                y={top - 5}
                width={wide(id) + 10}
                height={nodeHeight + 10}
                rx={2}
              />
            )}
            <rect className="causal-box" x={left} y={top} width={wide(id)} height={nodeHeight} rx={15} />
            <text className="causal-name" x={x} y={y} dy="0.35em" textAnchor="middle">
              {mark(id) !== '' && <tspan fontStyle="italic">{mark(id)}</tspan>}
              {name(id)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const text = ([x, y]: Pixel): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** A line that ends in a head. */
function Shaft({ from, to, wide }: { readonly from: Pixel; readonly to: Pixel; readonly wide: number }) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const [bx, by] = [to[0] - ux * 10, to[1] - uy * 10];
  return (
    <>
      <path className="causal-shaft" d={`M${text(from)}L${text([bx, by])}`} style={{ strokeWidth: wide }} />
      <path
        className="causal-head"
        d={`M${text(to)}L${text([bx - uy * 5.5, by + ux * 5.5])}L${text([bx + uy * 5.5, by - ux * 5.5])}Z`}
      />
    </>
  );
}
