import { weightsOfStep } from '../../../models/layers/convolutions/blocks.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import type { Cursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';
import { drawn, drawnSteps, placeOf, type Result, sourcesOf, stepName, stepsAt, traced } from './wiring.ts';

interface Props {
  readonly settings: Settings;
  readonly at: Result | null;
  readonly cursor: Cursor;
  readonly t: Words;
}

const height = 400;
const [top, bottom, side, most] = [46, 8, 52, 20] as const;

/** Channels as columns of squares, a line for each that a result sums; those of the lit one stand out, back to the input. */
export function Connections({ settings, at, cursor, t }: Props) {
  const [plot, width] = useWidth();
  const steps = drawnSteps(settings);
  const real = stepsAt(settings, settings.kind, settings.width);
  const columns = [drawn, ...steps.map(({ output }) => output)];
  const lit = at === null ? [] : traced(steps, at);
  const x = (column: number): number => side + (column * Math.max(1, width - 2 * side)) / steps.length;
  const y = (column: number, channel: number): number =>
    top + ((channel + 0.5) * (height - top - bottom)) / columns[column]!;
  const size = (column: number): number => Math.min(most, (0.72 * (height - top - bottom)) / columns[column]!);
  const nodes = steps.flatMap(({ output }, step) =>
    Array.from({ length: output }, (_, channel) => ({ step, channel, x: x(step + 1), y: y(step + 1, channel) })),
  );
  const wire = (s: number, channel: number): string =>
    sourcesOf(steps[s]!, channel)
      .map((source) => `M${x(s)},${y(s, source)}L${x(s + 1)},${y(s + 1, channel)}`)
      .join('');
  const all = steps.map(({ output }, s) => ({
    ...{ id: `all ${s}`, lit: undefined },
    d: Array.from({ length: output }, (_, channel) => wire(s, channel)).join(''),
  }));
  const own =
    at === null
      ? []
      : Array.from({ length: at.step + 1 }, (_, s) => ({
          ...{ id: `lit ${s}`, lit: s === at.step ? 'own' : 'before' },
          d: [...lit[s + 1]!].map((channel) => wire(s, channel)).join(''),
        }));
  const wires = [...all, ...own];
  const name = (index: number): string => t(`step_${stepName(steps[index]!)}`, { k: settings.kernel });
  return (
    <ChartFrame
      title={t('wires')}
      hint={t('wiresHint', { width: settings.width })}
      data={{
        head: [t('column'), t('channelsIn'), t('channelsOut'), t('groupsColumn'), t('weights')],
        rows: real.map((step, i) => [name(i), step.input, step.output, step.groups, weightsOfStep(step)]),
      }}
    >
      <div className="chart-plot sep-wires" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('wires')}>
          {wires.map(({ id, d, lit: how }) => (
            <path key={id} className="sep-wire" data-lit={how} d={d} />
          ))}
          {columns.map((count, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <g key={column}>
              <text
                className="sep-column"
                x={column === 0 ? 12 : column === steps.length ? width - 12 : x(column)}
                y={18}
                textAnchor={column === 0 ? 'start' : column === steps.length ? 'end' : 'middle'}
              >
                {/* What it is, and below what it sees: side by side four would not fit. */}
                {(column === 0 ? t('input') : name(column - 1)).split(/, |，/).map((line, i) => (
                  <tspan
                    key={line}
                    x={column === 0 ? 12 : column === steps.length ? width - 12 : x(column)}
                    dy={i === 0 ? 0 : 14}
                  >
                    {line}
                  </tspan>
                ))}
              </text>
              {Array.from({ length: count }, (_, channel) => {
                const own = at !== null && column === at.step + 1 && channel === at.channel;
                const state = own ? 'at' : lit[column]?.has(channel) ? 'source' : undefined;
                return (
                  <Node
                    // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
                    key={channel}
                    x={x(column)}
                    y={y(column, channel)}
                    size={size(column)}
                    cells={column > 0 ? kernelOf(steps[column - 1]!) : 1}
                    state={state}
                  />
                );
              })}
            </g>
          ))}
        </svg>
        <CursorTrack
          label={t('wires')}
          said={
            at === null
              ? t('noneLit')
              : t('resultOf', { ...at, step: at.step + 1, steps: steps.length, channel: at.channel + 1 })
          }
          stops={nodes.map((_, i) => i + 1)}
          cursor={cursor}
          stopAt={(px, py) => {
            const near = nodes
              .map((node) => ({ node, off: Math.hypot(node.x - px, node.y - py) }))
              .reduce((a, b) => (b.off < a.off ? b : a));
            return near.off < 30 ? placeOf(steps, near.node) : null;
          }}
        />
      </div>
    </ChartFrame>
  );
}

const kernelOf = (step: ReturnType<typeof drawnSteps>[number]): number => (step.op === 'shuffle' ? 1 : step.kernel);

/** A channel; the filter that makes it as a grid where there is room. */
function Node({ x, y, size, cells, state }: { x: number; y: number; size: number; cells: number; state?: string }) {
  const half = size / 2;
  const lines =
    cells > 1 && size >= 4 * cells ? Array.from({ length: cells - 1 }, (_, i) => ((i + 1) * size) / cells) : [];
  return (
    <g className="sep-node" data-lit={state}>
      <rect x={x - half} y={y - half} width={size} height={size} rx={Math.min(3, size / 4)} />
      {lines.length > 0 && (
        <path
          d={lines.map((at) => `M${x - half + at},${y - half}v${size}M${x - half},${y - half + at}h${size}`).join('')}
        />
      )}
    </g>
  );
}
