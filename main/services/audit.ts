import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Anchor, anchorsFrom } from '../../data/audit/anchors.ts';
import { anchorFile } from '../../data/audit/audit-chain.ts';
import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';

/** Where else the head of the chain is noted: MQTT, a webhook. It must not throw for long: what fails is tried with the next head. */
export interface AnchorSink {
  readonly name: string;
  publish(anchor: Anchor): Promise<void>;
}

export interface AuditService {
  readonly handlers: Pick<Handlers, 'audit.status' | 'audit.verify'>;
  addSink(sink: AnchorSink): void;
  /** Closes a stretch that is due and notes the head outside, where it moved. */
  anchor(now: Date): Promise<void>;
}

export function auditService(core: Core): AuditService {
  const { audit } = core.store;
  const sinks: AnchorSink[] = [];
  return {
    addSink: (sink) => void sinks.push(sink),
    async anchor(now) {
      audit.closeDue(now);
      const anchor = audit.anchor(now);
      if (anchor === null) return;
      for (const sink of sinks) {
        try {
          await sink.publish(anchor);
        } catch (error) {
          core.log.error('anchor not published', { errorKind: error instanceof Error ? error.name : typeof error });
        }
      }
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
        });
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
