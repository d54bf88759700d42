import { useRef } from 'react';
import type { ViewProps } from '../frame/lesson.ts';
import { movedNode } from './edit-model.ts';
import type { ModelLayout } from './model-layout.ts';
import { nodeHeight, type Pixel } from './picture-geometry.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

interface Props extends ViewProps<Settings> {
  readonly node: Settings['nodes'][number];
  readonly layout: ModelLayout;
  /** What choosing it does just now, where that is something else. */
  readonly said: string | null;
  readonly t: Words;
  readonly onChoose: () => void;
  readonly onRemove: () => void;
  readonly onEscape: () => void;
}

const moves: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Of a key, of the hundred that the picture is wide; with Shift the second. */
const steps = [2, 10] as const;
/** A hand that trembles does not move what it chooses. */
const trembling = 3;

/** Where a node is taken: dragged, moved by arrow keys, chosen by a click or Enter, taken out by Delete. */
export function NodeGrip({ node, settings, layout, change, said, t, onChoose, onRemove, onEscape }: Props) {
  const held = useRef<{ readonly pointer: Pixel; readonly from: Pixel; moved: boolean } | null>(null);
  const { id } = node;
  const [x, y] = layout.centre(id);
  const drop = (): void => {
    held.current = null;
  };
  return (
    <button
      type="button"
      className="causal-grip"
      data-keys
      data-node={id}
      aria-label={t('nodeSaid', { name: layout.mark(id) + layout.name(id) })}
      aria-description={said ?? t('nodeKeys')}
      aria-pressed={settings.chosen === id}
      style={{
        left: x - layout.wide(id) / 2,
        top: y - nodeHeight / 2,
        width: layout.wide(id),
        height: nodeHeight,
      }}
      onClick={({ detail }) => detail === 0 && onChoose()}
      onPointerDown={(event) => {
        onChoose();
        held.current = { pointer: [event.clientX, event.clientY], from: [x, y], moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={({ clientX, clientY }) => {
        const hand = held.current;
        if (hand === null) return;
        const [dx, dy] = [clientX - hand.pointer[0], clientY - hand.pointer[1]];
        if (!hand.moved && Math.hypot(dx, dy) < trembling) return;
        hand.moved = true;
        change(movedNode(settings, id, layout.place([hand.from[0] + dx, hand.from[1] + dy])));
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={(event) => {
        const by = moves[event.key];
        const step = event.shiftKey ? steps[1] : steps[0];
        if (event.key === 'Escape') onEscape();
        else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
        else if (by !== undefined)
          change(movedNode(settings, id, { x: node.x + by[0] * step, y: node.y + by[1] * step }));
        else return;
        event.preventDefault();
      }}
    />
  );
}
