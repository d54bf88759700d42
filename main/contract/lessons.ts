import { z } from 'zod';
import { bytes, defineCall, id, progressOfItems, vector } from './call.ts';
import { pointSchema } from './faces.ts';

const name = z.string().min(1).max(40);

const length = z.number().nullable();
const port = z.object({ name: z.string(), dtype: z.string(), shape: z.array(length).nullable() });
const files = z.array(z.object({ name: z.string().min(1).max(300), bytes }));

/** A picture for a network that is looked into: RGB, row by row; the network sees (value − mean) / std. */
const seen = {
  /** From `lessons.openNetwork`. */
  network: id,
  picture: z.object({ width: z.int().min(1).max(2048), height: z.int().min(1).max(2048), data: bytes }),
  scale: z.object({ mean: z.number(), std: z.number().positive(), bgr: z.boolean() }),
};

/** What lessons need and cannot make in the page: a face's place and template by the model in use, and trainings. Nothing of it is kept. */
export const lessonCalls = {
  /**
   * The largest face of a picture, or the best picture kept of a person with its template. NO_FACE, NOT_FOUND; NOT_ENROLLED where the
   * model in use has no template of the person.
   */
  'lessons.face': defineCall(
    z.union([
      z.object({
        image: bytes,
        /** As of `identify.image`. */
        search: z.enum(['still', 'frame']).default('still'),
      }),
      z.object({ personId: id }),
    ]),
    z.object({
      modelId: z.string(),
      /** L2-normalised. */
      template: vector,
      /** In pixels of the picture: image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
      landmarks: z.array(pointSchema).length(5),
      /** Of a person: the picture (PNG), upright and wider than any model's crop; null for the picture that was sent. */
      picture: bytes.nullable(),
      /** Of a person: which of the gallery's it is. */
      templateId: z.string().nullable(),
    }),
  ),
  /** Templates of the model in use, of at most 200 people, those enrolled first. Vectors: for whoever may see people. */
  'lessons.gallery': defineCall(
    z.object({}),
    z.object({
      modelId: z.string(),
      /** Everybody the model in use has a template of. */
      people: z.number(),
      templates: z.array(z.object({ id: z.string(), personId: z.string(), name: z.string(), template: vector })),
    }),
  ),
  /**
   * Runs a task of a lesson's experiment in an engine process: those of models/experiments/in-engine.ts, which need native speed. What the
   * task yields is reported as progress. One at a time, the next begins when it ends. Cancelling ends it at once; nothing is kept. Where input
   * asks for enrolled faces (`asksForEnrolled`), the engine's process is handed their pictures; what comes back are times and rates.
   */
  'lessons.run': defineCall(
    z.object({ lesson: name, task: name, input: z.json() }),
    z.object({ result: z.json() }),
    z.json(),
  ),
  /** The networks that came with the app, and those trained here or brought, as what `lessons.networkFiles` gives. */
  'lessons.networks': defineCall(
    z.object({}),
    z.object({
      networks: z.array(
        z.object({
          id: z.string(),
          /** `part`: of the pipeline, finds faces or judges them; the others embed. */
          kind: z.enum(['part', 'shipped', 'trained', 'imported']),
          name: z.string(),
          inUse: z.boolean(),
          /** Null where nobody says how its pictures are made. */
          scale: seen.scale.nullable(),
        }),
      ),
    }),
  ),
  /** A network's files, of those that came with the app; `ofOwner`: of one trained here or brought, which only an owner may take. */
  'lessons.networkFiles': defineCall(z.object({ id, ofOwner: z.boolean().default(false) }), z.object({ files })),
  /**
   * Opens a network, somebody's own maybe, in an engine process of its own, so that its layers can be looked at while it runs. It is held in
   * memory alone, and given up for the next one or when nobody looks for a minute. BAD_MODEL in words where it cannot be run.
   */
  'lessons.openNetwork': defineCall(
    z.object({
      files: files.min(1).max(1000),
      /** Of a picture where the file leaves it free. */
      side: z.int().min(8).max(1024).optional(),
    }),
    z.object({ network: id, inputs: z.array(port), values: z.array(z.string()) }),
  ),
  /** One picture through it. NOT_FOUND where another was opened meanwhile. */
  'lessons.runNetwork': defineCall(
    z.object({ ...seen, chosen: z.string().nullable(), tiled: z.array(z.string()).max(64) }),
    z.object({
      ms: z.number(),
      layers: z.array(z.object({ value: z.string(), shape: z.array(z.number()) })),
      chosen: z
        .object({
          value: z.string(),
          spread: z.object({
            ...{ low: z.number(), high: z.number(), mean: z.number(), deviation: z.number(), zeros: z.number() },
            counts: z.array(z.number()),
          }),
          maps: z
            .object({
              ...{ height: z.number(), width: z.number(), channels: z.number(), constant: z.number() },
              maps: z.array(
                z.object({ channel: z.number(), low: z.number(), high: z.number(), mean: z.number(), values: bytes }),
              ),
            })
            .nullable(),
          vector: z.array(z.number()).nullable(),
        })
        .nullable(),
      mosaics: z.array(z.object({ value: z.string(), side: z.number(), pixels: bytes })),
    }),
  ),
  /** Milliseconds of each of its layers by itself, and of a whole run; cancelling closes the network. */
  'lessons.timeNetwork': defineCall(
    z.object({ ...seen, runs: z.int().min(1).max(50) }),
    z.object({ whole: z.number(), layers: z.array(z.object({ value: z.string(), ms: length })) }),
    progressOfItems,
  ),
};
