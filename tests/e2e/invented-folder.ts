import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { identityOf } from '../../models/synth/draw-identity.ts';
import { figureOf } from '../../models/synth/figure.ts';
import { createRenderer } from '../../models/synth/render.ts';
import { sitting } from '../../models/synth/sitting.ts';

/** Far from the seeds that data sets begin with. */
const firstSeed = 1_888_888_877;

/** A folder of people nobody has ever seen, one folder a person, each picture of another moment of their sitting. */
export async function inventedFolder(folder: string, people: number, pictures: number, side = 192): Promise<void> {
  const render = createRenderer(side);
  for (let person = 0; person < people; person++) {
    const own = join(folder, `Person ${String(person + 1).padStart(3, '0')}`);
    mkdirSync(own, { recursive: true });
    const figure = figureOf(identityOf(firstSeed + person));
    let picture = 0;
    for (const moment of sitting(firstSeed + person, pictures)) {
      const { data } = render(figure, moment);
      const raw = { width: side, height: side, channels: 3 } as const;
      const jpeg = await sharp(data, { raw }).jpeg({ quality: 90 }).toBuffer();
      writeFileSync(join(own, `${++picture}.jpg`), jpeg);
    }
  }
}
