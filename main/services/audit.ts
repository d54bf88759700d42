import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Anchor, anchorsFrom } from '../../data/audit/anchors.ts';
import { anchorFile } from '../../data/audit/audit-chain.ts';
import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import { postAnchor } from '../doors/anchor-post.ts';
import type { Core } from './core.ts';

export interface AuditService {
  readonly handlers: Pick<Handlers, 'audit.status' | 'audit.publish' | 'audit.verify'>;
  /** Closes a stretch that is due and notes the head outside, where it moved; what nobody took elsewhere is tried again. */
  anchor(now: Date): Promise<void>;
}

/** @param post tests give another */
export function auditService(core: Core, post: typeof postAnchor = postAnchor): AuditService {
  const { audit } = core.store;
  let sent: { readonly seq: number; readonly at: string; readonly trouble: string | null } | null = null;

  /** Whoever has the line can show later what the chain was then. Returns what went wrong. */
  const send = async (anchor: Anchor, now: Date): Promise<string | null> => {
    const trouble = await post(core.settings().anchorUrl, JSON.stringify(anchor)).then(
      () => null,
      (error: Error & { cause?: { code?: string }; code?: string | number }) =>
        String(error.cause?.code ?? error.code ?? error.message),
    );
    sent = { seq: anchor.seq, at: now.toISOString(), trouble };
    if (trouble !== null) core.log.error('anchor not published', { errorKind: 'unreachable' });
    return trouble;
  };
  return {
    async anchor(now) {
      audit.closeDue(now);
      audit.anchor(now);
      const last = audit.lastAnchor();
      const known = sent !== null && sent.seq === last?.seq && sent.trouble === null;
      if (last !== null && core.settings().anchorUrl !== '' && !known) await send(last, now);
    },
    handlers: {
      'audit.status': async () => {
        const segments = audit.segments();
        const last = audit.lastAnchor();
        return ok({
          head: audit.head(),
          anchor: last === null ? null : { seq: last.seq, at: last.at },
          anchorFile: anchorFile(core.dataDir),
          signed: segments.length,
          dropped: segments.filter(({ droppedAt }) => droppedAt !== null).length,
          keyId: audit.keyId,
          publicKey: audit.publicKey,
          sent,
        });
      },
      'audit.publish': async () => {
        if (core.settings().anchorUrl === '')
          return fail(
            'BAD_INPUT',
            'Say first where the head is to go: an address that begins with https:// or mqtts://.',
          );
        const now = new Date();
        audit.anchor(now);
        const last = audit.lastAnchor();
        if (last === null) return fail('BAD_INPUT', 'There is no event yet.');
        const trouble = await send(last, now);
        return trouble === null
          ? ok({ seq: last.seq })
          : fail(
              'BAD_INPUT',
              `It was not taken (${trouble}). It is noted in the file, and tried again every ten minutes.`,
              {
                trouble,
              },
            );
      },
      'audit.verify': async ({ anchors }, { signal, progress }) => {
        const total = audit.head().seq;
        const walk = audit.verify(anchors === undefined ? [] : anchorsFrom(anchors));
        for (;;) {
          const step = walk.next();
          if (step.done === true) return ok(step.value);
          if (signal.aborted) return fail('CANCELLED', 'Cancelled. Nothing was changed.');
          progress({ done: step.value, total });
          await nextTurn(); // faces are decided meanwhile
        }
      },
    },
  };
}
