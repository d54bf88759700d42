import type { z } from 'zod';
import { aboutCalls } from './about.ts';
import { accessCalls } from './access.ts';
import type { Actor } from './actor.ts';
import { apiCalls } from './api.ts';
import { auditCalls } from './audit.ts';
import { backupCalls } from './backup.ts';
import { calibrationCalls } from './calibration.ts';
import { compareCalls } from './compare.ts';
import { dataFolderCalls } from './data-folder.ts';
import { deskCalls } from './desk.ts';
import { doctorCalls } from './doctor.ts';
import { enrolmentCalls } from './enrolment.ts';
import type { Outcome } from './errors.ts';
import { evaluationCalls } from './evaluation.ts';
import { eventCalls } from './events.ts';
import { identificationCalls } from './identification.ts';
import { keyCalls } from './keys.ts';
import { lessonCalls } from './lessons.ts';
import { livenessCalls } from './liveness.ts';
import { modelCalls } from './models.ts';
import { operatorCalls } from './operators.ts';
import { peopleCalls } from './people.ts';
import { privacyCalls } from './privacy.ts';
import { sessionCalls } from './session.ts';
import { settingsCalls } from './settings.ts';
import { setupCalls } from './setup.ts';
import { trainingCalls } from './training.ts';

/** Every call there is. Names are `domain.verb`; each domain has a file. */
export const contract = {
  ...peopleCalls,
  ...privacyCalls,
  ...keyCalls,
  ...enrolmentCalls,
  ...identificationCalls,
  ...deskCalls,
  ...eventCalls,
  ...modelCalls,
  ...trainingCalls,
  ...evaluationCalls,
  ...calibrationCalls,
  ...livenessCalls,
  ...lessonCalls,
  ...compareCalls,
  ...accessCalls,
  ...settingsCalls,
  ...doctorCalls,
  ...dataFolderCalls,
  ...sessionCalls,
  ...operatorCalls,
  ...apiCalls,
  ...auditCalls,
  ...backupCalls,
  ...aboutCalls,
  ...setupCalls,
};

export type CallName = keyof typeof contract;
export type CallInput<N extends CallName> = z.input<(typeof contract)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof contract)[N]['output']>;

export interface CallContext {
  readonly signal: AbortSignal;
  progress(value: unknown): void;
  /** On whose behalf the call is made, as far as the host knows. */
  readonly who: Actor;
  /** Whose session it is: see CallerContext. */
  readonly client: object | undefined;
}

/** One handler a call; a missing one does not compile. */
export type Handlers = {
  readonly [N in CallName]: (
    input: z.output<(typeof contract)[N]['input']>,
    context: CallContext,
  ) => Promise<Outcome<CallOutput<N>>>;
};

/** Answered before the data folder is open, by main/entry; all others by the app behind it. */
export type SetupCallName = keyof typeof setupCalls;
export type AppHandlers = Omit<Handlers, SetupCallName>;
