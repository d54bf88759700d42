import { SegmentedControl } from '@mantine/core';
import { type CSSProperties, type ReactNode, useRef, useState } from 'react';
import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useWidth } from '../../charts/use-width.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { type Edit, withArrow, withoutArrow, withoutNode } from './edit-model.ts';
import { layoutOf, type ModelLayout } from './model-layout.ts';
import type { ToldPath } from './model-of.ts';
import { ModelSvg } from './model-svg.tsx';
import { NodeGrip } from './node-grip.tsx';
import type { Pixel } from './picture-geometry.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';
import { written } from './written.ts';

interface Props extends ViewProps<Settings> {
  readonly edit: Edit;
  readonly lit: ToldPath | undefined;
  /** Of the scene. */
  readonly hint: string;
  /** What stands under the picture while there is nothing to say of an edit. */
  readonly below: ReactNode;
  readonly t: Words;
}

const height = 292;

/** An arrow that is being drawn; no head where its end is chosen by a click or by keys. */
interface Drawing {
  readonly from: Variable;
  readonly head: Pixel | null;
}

/** The model to edit: nodes are dragged, arrows drawn from the chosen node's handle; all of it by keys, too. */
export function ModelPicture({ settings, change, edit, lit, hint, below, t }: Props) {
  const [plot, width] = useWidth();
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { nodes, arrows, cause, outcome, chosen, world } = settings;
  const layout = layoutOf(settings, width, height, t);
  const { name } = layout;
  const connect = (from: Variable, to: Variable): void => {
    setDrawing(null);
    const drawn = withArrow(settings, from, to);
    if (drawn.ok) {
      setRefusal(null);
      change(drawn.part);
    } else if (from === to) setRefusal(t('refusedSelf', { name: name(from) }));
    else {
      const circle = drawn.circle.map(name).join(' → ');
      setRefusal(t('refusedCircle', { from: name(from), to: name(to), circle }));
    }
  };
  const choose = (id: Variable): void => {
    if (drawing !== null) connect(drawing.from, id);
    else {
      setRefusal(null);
      change({ chosen: id });
    }
  };
  const remove = (id: Variable): void => {
    const asked = id === cause || id === outcome;
    setRefusal(asked ? t('refusedRole', { name: name(id) }) : null);
    if (!asked) edit(withoutNode(settings, id), cause);
  };
  const chosenNode = nodes.find(({ id }) => id === chosen)?.id;
  const waits = drawing !== null && drawing.head === null ? t('drawKeys', { from: name(drawing.from) }) : null;
  return (
    <ChartFrame
      title={t('model')}
      hint={hint}
      data={{
        head: [t('from'), t('to'), t('strength')],
        rows: arrows.map(({ from, to, strength }) => [name(from), name(to), strength]),
      }}
      aside={
        <Bound symbol="do">
          <SegmentedControl
            size="xs"
            aria-label={t('world')}
            value={world}
            data={(['seen', 'dealt'] as const).map((id) => ({ value: id, label: t(`world_${id}`) }))}
            onChange={(next) => change({ world: next as Settings['world'] })}
          />
        </Bound>
      }
    >
      <div className="chart-plot causal-model" ref={plot} style={{ height }}>
        <ModelSvg
          {...{ settings, layout, lit }}
          title={t('model')}
          drawing={drawing === null || drawing.head === null ? null : { from: drawing.from, head: drawing.head }}
        />
        {arrows.map(({ from, to, strength }) => {
          const along = layout.line(from, to);
          if (along === null) return null;
          return (
            <button
              key={`${from}>${to}`}
              type="button"
              className="causal-grip"
              data-keys
              aria-label={t('arrowSaid', { from: name(from), to: name(to), strength: written(strength) })}
              aria-description={t('arrowKeys')}
              aria-pressed={chosen === `${from}>${to}`}
              style={{ left: along.middle[0] - 20, top: along.middle[1] - 12, width: 40, height: 24 }}
              onClick={() => change({ chosen: `${from}>${to}` })}
              onKeyDown={(event) => {
                if (event.key !== 'Delete' && event.key !== 'Backspace') return;
                event.preventDefault();
                edit(withoutArrow(settings, from, to), from);
              }}
            />
          );
        })}
        {nodes.map((node) => (
          <NodeGrip
            key={node.id}
            {...{ node, settings, layout, change, t }}
            said={waits}
            onChoose={() => choose(node.id)}
            onRemove={() => remove(node.id)}
            onEscape={() => setDrawing(null)}
          />
        ))}
        {chosenNode !== undefined && (
          <Handle
            id={chosenNode}
            {...{ layout, drawing, t }}
            onDraw={(next) => {
              if (next !== null) setRefusal(null);
              setDrawing(next);
            }}
            onConnect={connect}
          />
        )}
      </div>
      <div role="status">
        {(refusal ?? waits) === null ? (
          below
        ) : (
          <p className="causal-path" data-kind={refusal === null ? 'blocked' : 'refused'}>
            {refusal ?? waits}
          </p>
        )}
      </div>
    </ChartFrame>
  );
}

interface HandleProps {
  readonly id: Variable;
  readonly layout: ModelLayout;
  readonly drawing: Drawing | null;
  readonly t: Words;
  readonly onDraw: (drawing: Drawing | null) => void;
  readonly onConnect: (from: Variable, to: Variable) => void;
}

/** Beside the chosen node: dragged to another, or pressed and the other chosen, it draws an arrow. */
function Handle({ id, layout, drawing, t, onDraw, onConnect }: HandleProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [left, top] = layout.handle(id);
  const at = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Pixel => {
    const box = button.current!.parentElement!.getBoundingClientRect();
    return [clientX - box.left, clientY - box.top];
  };
  return (
    <button
      ref={button}
      type="button"
      className="causal-handle"
      data-keys
      aria-label={t('drawFrom', { name: layout.name(id) })}
      aria-description={t('drawFromKeys')}
      data-drawing={drawing !== null || undefined}
      style={{ left, top } as CSSProperties}
      onClick={({ detail }) => detail === 0 && onDraw(drawing === null ? { from: id, head: null } : null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onDraw({ from: id, head: at(event) });
      }}
      onPointerMove={(event) => drawing !== null && drawing.head !== null && onDraw({ from: id, head: at(event) })}
      onPointerUp={(event) => {
        const to = layout.under(at(event));
        // Let go on the handle itself, or nowhere: the next node that is clicked ends the arrow.
        if (to === undefined || to === id) onDraw({ from: id, head: null });
        else onConnect(id, to);
      }}
      onPointerCancel={() => onDraw(null)}
      onKeyDown={(event) => event.key === 'Escape' && onDraw(null)}
    >
      →
    </button>
  );
}
