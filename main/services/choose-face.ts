import type { QualityHint } from '../../models/pipeline.types.ts';
import { type CallError, fail, type Outcome, ok } from '../contract/errors.ts';
import type { EngineFace } from '../engine/protocol.ts';

/** The one face that a call about one person means: the only one, or the one named; 0 is the leftmost. */
export function chooseFace(faces: readonly EngineFace[], wanted: number | undefined): Outcome<EngineFace> {
  if (faces.length === 0)
    return fail('NO_FACE', 'No face was found. Use a photo in which the face is larger, lit and not turned away.');
  const fromLeft = [...faces].sort((a, b) => a.box.x - b.box.x);
  if (wanted !== undefined) {
    const face = fromLeft[wanted];
    if (face !== undefined) return ok(face);
    return fail('BAD_INPUT', `There is no face ${wanted}: the photo has ${faces.length}, counted from 0 at the left.`);
  }
  if (faces.length > 1)
    return fail(
      'MULTIPLE_FACES',
      `There are ${faces.length} faces. Say which (0 is the leftmost), or use a photo of one person.`,
      {
        faces: fromLeft.map((face) => ({ box: face.box })),
      },
    );
  return ok(fromLeft[0]);
}

/** Why the quality gate refuses a face, in words, with what to do. */
export function qualityProblem(face: EngineFace): CallError | null {
  if (face.quality.acceptable) return null;
  const failed = face.quality.measures.filter((measure) => !measure.ok);
  const hints = failed.flatMap((measure) => (measure.hint === undefined ? [] : [measure.hint]));
  const why = failed.map((measure) => `${measure.name} ${measure.value.toFixed(2)}, limit ${measure.limit}`).join('; ');
  const advice = hints.length > 0 ? ` ${hints.map((hint) => advices[hint]).join(' ')}` : '';
  return { code: 'LOW_QUALITY', message: `The picture is too poor to enrol (${why}).${advice}`, details: { hints } };
}

const advices: Readonly<Record<QualityHint, string>> = {
  'move-closer': 'Move closer.',
  'move-back': 'Move back.',
  'hold-still': 'Hold still.',
  'more-light': 'Turn to the light.',
  'less-light': 'Turn away from the light.',
  'turn-to-camera': 'Look at the camera.',
  'move-into-frame': 'Move into the picture.',
};
