import { type CallError, type ErrorCode, fail, type Outcome, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { EngineFace } from '../engine/protocol.ts';
import { chooseFace, qualityProblem } from './choose-face.ts';
import type { Core } from './core.ts';
import { enrolFaces } from './enrol-faces.ts';

/** Enrolment: pictures → faces → quality gate → templates → vault and SQLite → gallery. Nothing is retrained. */
export function enrolmentHandlers(core: Core): Pick<Handlers, 'enrol.fromImages'> {
  return {
    'enrol.fromImages': async (input, context) => {
      const { id: modelId } = core.record();
      const accepted: EngineFace[] = [];
      const rejected: { index: number; code: ErrorCode; message: string; hints: string[] }[] = [];
      for (const [index, image] of input.images.entries()) {
        if (context.signal.aborted) return cancelled();
        const outcome = await usableFace(core, modelId, image, input);
        if (outcome.ok) accepted.push(outcome.value);
        else if (isAboutThePicture(outcome.error)) rejected.push(asRejected(index, outcome.error));
        else return outcome;
        context.progress({ done: index + 1, total: input.images.length });
      }
      if (accepted.length === 0) return nothingUsable(rejected);
      // A person who is being asked for consent may still say no: nothing was written so far.
      if (context.signal.aborted) return cancelled();
      const { name, consent, origin } = input;
      const enrolled = await enrolFaces(core, {
        ...{ name, consent, origin, modelId, faces: accepted },
        who: context.who,
      });
      return enrolled.ok ? ok({ ...enrolled.value, rejected }) : enrolled;
    },
  };
}

interface WhichFace {
  readonly face?: number | undefined;
  readonly force?: boolean | undefined;
}

async function usableFace(
  core: Core,
  modelId: string,
  image: Uint8Array,
  input: WhichFace,
): Promise<Outcome<EngineFace>> {
  const analysis = await core.engine.analyse(modelId, image, { search: 'still', portraits: true });
  if (!analysis.ok) return analysis;
  const face = chooseFace(analysis.value.faces, input.face);
  if (!face.ok || input.force === true) return face;
  const problem = qualityProblem(face.value);
  return problem === null ? face : { ok: false, error: problem };
}

const aboutThePicture: readonly ErrorCode[] = [
  'BAD_IMAGE',
  'UNSUPPORTED_IMAGE',
  'IMAGE_TOO_LARGE',
  'NO_FACE',
  'MULTIPLE_FACES',
  'LOW_QUALITY',
];
const isAboutThePicture = (error: CallError): boolean => aboutThePicture.includes(error.code);

const asRejected = (index: number, { code, message, details }: CallError) => ({
  index,
  code,
  message,
  hints: Array.isArray(details?.hints) ? details.hints.map(String) : [],
});

/** One picture: its own error. Several: the first one's code, all reasons listed. */
function nothingUsable(
  rejected: readonly { index: number; code: ErrorCode; message: string; hints: string[] }[],
): Outcome<never> {
  const [first, ...others] = rejected;
  const message =
    others.length === 0
      ? first.message
      : `None of the ${rejected.length} pictures can be used. The first: ${first.message}`;
  return fail(first.code, message, { rejected });
}

const cancelled = (): Outcome<never> => fail('CANCELLED', 'Cancelled. Nobody was enrolled.');
