import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import { between, canvasOf, nodeHeight, nodeWidth, type Pixel } from './picture-geometry.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

/** Where everything stands in the picture, in pixels. */
export interface ModelLayout {
  readonly width: number;
  readonly height: number;
  readonly name: (id: Variable) => string;
  /** X or Y before a name. */
  readonly mark: (id: Variable) => string;
  readonly wide: (id: Variable) => number;
  readonly centre: (id: Variable) => Pixel;
  readonly place: (at: Pixel) => { readonly x: number; readonly y: number };
  readonly line: (from: Variable, to: Variable) => ReturnType<typeof between>;
  /** The variable there, or close to it. */
  readonly under: (at: Pixel) => Variable | undefined;
  /** Where a variable's handle is: beside it, where there is room. */
  readonly handle: (id: Variable) => Pixel;
}

export function layoutOf({ nodes, cause, outcome }: Settings, width: number, height: number, t: Words): ModelLayout {
  const canvas = canvasOf(width, height);
  const name = (id: Variable): string => t(`v_${id}`);
  const mark = (id: Variable): string => (id === cause ? 'X ' : id === outcome ? 'Y ' : '');
  const wide = (id: Variable): number => nodeWidth(mark(id) + name(id));
  const centres = new Map(nodes.map((node) => [node.id, canvas.px(node)]));
  const centre = (id: Variable): Pixel => centres.get(id)!;
  return {
    ...{ width, height, name, mark, wide, centre, place: canvas.place },
    line: (from, to) => between(centre(from), wide(from), centre(to), wide(to)),
    under: ([x, y]) =>
      nodes.find(({ id }) => {
        const [cx, cy] = centre(id);
        return Math.abs(x - cx) <= wide(id) / 2 + 6 && Math.abs(y - cy) <= nodeHeight / 2 + 6;
      })?.id,
    handle(id) {
      const [x, y] = centre(id);
      const beside = wide(id) / 2 + 15;
      return [x + beside + 12 > width ? x - beside : x + beside, y];
    },
  };
}
