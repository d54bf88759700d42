/** What is said to a door. It names nobody: who went through is in the events. */
export interface DoorCommand {
  /** The same at every try: whoever has seen it does nothing again. */
  readonly id: string;
  readonly door: { readonly id: string; readonly name: string };
  /** `hold-open`, `lock`, `release`: an emergency and its end. `test` does nothing but be answered. */
  readonly action: 'open' | 'hold-open' | 'lock' | 'release' | 'test';
  /** For how long it opens. */
  readonly seconds: number;
  /** ISO 8601. */
  readonly at: string;
  /** After this moment it must not be done any more. */
  readonly expiresAt: string;
}

export interface DoorAnswer {
  /** False leaves the door shut. */
  readonly answered: boolean;
  readonly code: 'SHOWN' | 'TAKEN' | 'DONE' | 'NO_ANSWER' | 'REFUSED' | 'UNREACHABLE' | 'NOBODY_LISTENS';
  /** What exactly came, for whoever mends it: "HTTP 503", "ECONNREFUSED". Never a secret. */
  readonly detail: string;
}

/** One door's way out of the program. */
export interface DoorOutput {
  /**
   * Says it, again and again where that helps, until it is answered or `signal` aborts, which is when the command expires. Nothing of it
   * may reach the door later. Never throws.
   */
  send(command: DoorCommand, signal: AbortSignal): Promise<DoorAnswer>;
  close(): void;
}

export const unanswered = (
  code: 'NO_ANSWER' | 'REFUSED' | 'UNREACHABLE' | 'NOBODY_LISTENS',
  detail: string,
): DoorAnswer => ({
  answered: false,
  code,
  detail,
});
