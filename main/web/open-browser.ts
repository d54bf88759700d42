import { spawn } from 'node:child_process';

/** Whether there is a screen to open a browser on. */
export const hasDisplay = (): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** Opens the default browser; whether it worked cannot be known, so the address is always printed as well. */
export function openBrowser(url: string): void {
  const [command, ...parameters] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(command!, parameters, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
