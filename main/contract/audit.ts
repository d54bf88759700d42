import { z } from 'zod';
import { defineCall, instant } from './call.ts';

const head = z.object({ seq: z.number(), /** SHA-256, hexadecimal. */ hash: z.string() });

/** Why the chain is broken (data/audit/verify.ts). */
export const breaches = ['changed', 'missing', 'forged', 'content', 'segment', 'anchor'] as const;

export const auditCalls = {
  /** Where the chain of events stands. */
  'audit.status': defineCall(
    z.object({}),
    z.object({
      head,
      /** Null before the first. */
      anchor: z.object({ seq: z.number(), at: instant }).nullable(),
      anchorFile: z.string(),
      /** Stretches that are closed and signed, and of those, whose events retention dropped. */
      signed: z.number(),
      dropped: z.number(),
      keyId: z.string(),
      /** Ed25519, SubjectPublicKeyInfo (DER), base64. */
      publicKey: z.string(),
      /** The last try to hand the head to `anchorUrl`; null before the first since the program began. */
      sent: z.object({ seq: z.number(), at: instant, trouble: z.string().nullable() }).nullable(),
    }),
  ),
  /** Notes the head outside now and hands it to `anchorUrl`; BAD_INPUT where that is not set or did not take it. */
  'audit.publish': defineCall(z.object({}), z.object({ seq: z.number() })),
  /** Goes through the whole chain and names its first broken row. `anchors`: lines that somebody kept elsewhere. */
  'audit.verify': defineCall(
    z.object({ anchors: z.string().max(10_000_000).optional() }),
    z.object({
      ok: z.boolean(),
      rows: z.number(),
      droppedRows: z.number(),
      head,
      /** What came after it could have been cut off unseen; null where nothing was noted outside. */
      anchoredTo: z.object({ seq: z.number(), at: instant }).nullable(),
      broken: z.object({ seq: z.number(), what: z.enum(breaches), message: z.string() }).nullable(),
    }),
    z.object({ done: z.number(), total: z.number() }),
  ),
};
