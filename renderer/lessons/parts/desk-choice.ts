import { cameraKey } from '../../desk/use-camera.ts';

/** What the Desk would open; switched off there, it is still the machine's camera here, where one asks for it. */
export function deskChoice(): string {
  try {
    const choice: unknown = JSON.parse(localStorage.getItem(cameraKey) ?? '"any"');
    return typeof choice === 'string' && choice !== 'off' ? choice : 'any';
  } catch {
    return 'any';
  }
}
