/** Draws people who do not exist off the page's thread: a picture takes up to a tenth of a second. */
import type { RgbImage } from '../../../models/image.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { createRenderer, type Renderer } from '../../../models/synth/render.ts';
import { sitting } from '../../../models/synth/sitting.ts';

export interface SyntheticOrder {
  readonly id: number;
  readonly person: number;
  /** 0: neutral, 1: smiling a little. */
  readonly picture: 0 | 1;
  readonly size: number;
  /** The head's height as a share of the picture: 0.46 leaves room for shoulders, 0.7 for hair. */
  readonly head: number;
}

export interface SyntheticPicture {
  readonly id: number;
  readonly picture: RgbImage;
}

const worker = self as unknown as {
  onmessage: (event: MessageEvent<SyntheticOrder>) => void;
  postMessage(answer: SyntheticPicture, transfer: Transferable[]): void;
};
/** Far from the seeds that data sets begin with, and from the Desk's invented people. */
const firstSeed = 1_900_000_019;
const renderers = new Map<number, Renderer>();

worker.onmessage = ({ data: { id, person, picture: which, size, head } }) => {
  const render = renderers.get(size) ?? createRenderer(size);
  renderers.set(size, render);
  const seed = firstSeed + person;
  // Of a sitting of four the first two look ahead.
  const nuisance = sitting(seed, 4)[which]!;
  const frame = { ...nuisance.frame, size: head, y: head > 0.6 ? 0.5 : nuisance.frame.y };
  const picture = render(figureOf(identityOf(seed)), { ...nuisance, frame });
  worker.postMessage({ id, picture }, [picture.data.buffer]);
};
