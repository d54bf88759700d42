import type { MenuItemConstructorOptions } from 'electron';

/** No reload, no zoom, no developer tools. Only macOS needs a menu at all: its shortcuts for copy and quit live in one. */
export const menuFor = (platform: NodeJS.Platform): MenuItemConstructorOptions[] | null =>
  platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] : null;
