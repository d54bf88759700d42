/** Draws an invented person's sitting off the page's thread: a picture takes a tenth of a second. */
import { identityOf } from '../../models/synth/draw-identity.ts';
import { figureOf } from '../../models/synth/figure.ts';
import { createRenderer } from '../../models/synth/render.ts';
import { sitting } from '../../models/synth/sitting.ts';

export interface InventedOrder {
  readonly person: number;
  readonly pictures: number;
  /** Side of the square picture; what is drawn is smaller and made as large as this when shown. */
  readonly size: number;
}

export interface InventedPicture {
  readonly picture: ImageBitmap;
}

const worker = self as unknown as {
  onmessage: (event: MessageEvent<InventedOrder>) => void;
  postMessage(answer: InventedPicture, transfer: Transferable[]): void;
};
/** Far from the seeds that data sets begin with: these people are not among those one trains on. */
const firstSeed = 1_999_999_973;
/** Sharp enough for the quality gate, at half the time of the full size. */
const drawnPart = 0.7;

worker.onmessage = ({ data: { person, pictures, size } }) => void draw(person, pictures, size);

async function draw(person: number, pictures: number, size: number): Promise<void> {
  const side = Math.round(size * drawnPart);
  const render = createRenderer(side);
  const figure = figureOf(identityOf(firstSeed + person));
  for (const nuisance of sitting(firstSeed + person, pictures)) {
    const { data } = render(figure, nuisance);
    const rgba = new Uint8ClampedArray(side * side * 4);
    for (let i = 0, at = 0; at < data.length; i += 4, at += 3) {
      rgba[i] = data[at]!;
      rgba[i + 1] = data[at + 1]!;
      rgba[i + 2] = data[at + 2]!;
      rgba[i + 3] = 255;
    }
    const picture = await createImageBitmap(new ImageData(rgba, side, side));
    worker.postMessage({ picture }, [picture]);
  }
}
