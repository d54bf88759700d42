import type { DoorOutput } from './output.ts';

/** The door on the screen: whoever is before it sees the answer, and nothing else moves. */
export const screenOutput = (): DoorOutput => ({
  send: async () => ({ answered: true, code: 'SHOWN', detail: '' }),
  close: () => {},
});
