import { spawn } from 'node:child_process';

/** Opens the default browser where there is a display; says whether it tried. */
export function openBrowser(url: string): boolean {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return false;
  const [command, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  const child = spawn(command as string, args as string[], { stdio: 'ignore', detached: true });
  // Without such a program the printed address is still there.
  child.once('error', () => {});
  child.unref();
  return true;
}
