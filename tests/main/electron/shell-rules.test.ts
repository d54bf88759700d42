import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session, WebContents } from 'electron';
import { afterAll, describe, expect, test } from 'vitest';
import { lockDown, stayOffline } from '../../../main/electron/lock-down.ts';
import { menuFor } from '../../../main/electron/menu.ts';
import { isOurs } from '../../../main/electron/origin.ts';
import { pageFile, servePage } from '../../../main/electron/page.ts';
import { pageCrashes } from '../../../main/electron/page-crash.ts';
import { allowOurPageAlone, isAllowed, type PermissionAsked } from '../../../main/electron/permissions.ts';
import { securityHeaders } from '../../../main/web/headers.ts';

describe('which address is ours', () => {
  test.each(['app://threshold/', 'app://threshold', 'app://threshold/people/1?x#y'])('%s is', (address) => {
    expect(isOurs(address)).toBe(true);
  });
  test.each([
    'app://threshold.example/',
    'app://thresholdx/',
    'app://threshold@example.com/',
    'app://user:pass@threshold/',
    'app://threshold:80/',
    'https://threshold/',
    'https://example.com/app://threshold/',
    'file:///etc/passwd',
    'about:blank',
    'null',
    '',
    null,
    undefined,
  ])('%s is not', (address) => {
    expect(isOurs(address)).toBe(false);
  });
});

describe('permissions', () => {
  const camera = { permission: 'media', addresses: ['app://threshold/'], isMainFrame: true, media: ['video'] };

  test('the camera for our own page', () => {
    expect(isAllowed(camera)).toBe(true);
  });
  test('full screen for our own page, which the kiosk asks for', () => {
    const fullScreen = { ...camera, permission: 'fullscreen', media: [] };
    expect(isAllowed(fullScreen)).toBe(true);
    expect(isAllowed({ ...fullScreen, isMainFrame: false })).toBe(false);
    expect(isAllowed({ ...fullScreen, addresses: ['https://example.com/'] })).toBe(false);
  });
  const refused: [string, Partial<PermissionAsked>][] = [
    ['a microphone', { media: ['audio'] }],
    ['camera with microphone', { media: ['video', 'audio'] }],
    ['media of no kind', { media: [] }],
    ['another page', { addresses: ['https://example.com/'] }],
    ['another page in ours', { addresses: ['app://threshold/', 'https://example.com/'] }],
    ['nobody', { addresses: [undefined] }],
    ['a frame', { isMainFrame: false }],
    ...['geolocation', 'notifications', 'display-capture', 'openExternal', 'clipboard-read', 'hid', 'fileSystem'].map(
      (permission): [string, { permission: string }] => [permission, { permission }],
    ),
  ];
  test.each(refused)('not %s', (_what, other) => {
    expect(isAllowed({ ...camera, ...other })).toBe(false);
  });

  test('the session asks these rules', () => {
    type Handler = (...values: unknown[]) => unknown;
    const handlers: Record<string, Handler> = {};
    const keep = (name: string) => (handler: Handler) => {
      handlers[name] = handler;
    };
    allowOurPageAlone({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
    } as unknown as Session);
    const requested = (permission: string, details: object): unknown => {
      let answer: unknown;
      const ask = { requestingUrl: 'app://threshold/', isMainFrame: true, ...details };
      handlers.request?.(null, permission, (allowed: boolean) => (answer = allowed), ask);
      return answer;
    };
    expect(requested('media', { mediaTypes: ['video'], securityOrigin: 'app://threshold/' })).toBe(true);
    expect(requested('media', { mediaTypes: ['video'], securityOrigin: 'https://example.com/' })).toBe(false);
    expect(requested('media', { mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(requested('media', {})).toBe(false);
    expect(requested('geolocation', {})).toBe(false);
    expect(requested('fullscreen', {})).toBe(true);
    expect(requested('fullscreen', { isMainFrame: false })).toBe(false);
    const checked = (origin: string, details: object): unknown =>
      handlers.check?.(null, 'media', origin, { isMainFrame: true, ...details });
    expect(checked('app://threshold', { mediaType: 'video' })).toBe(true);
    expect(checked('app://threshold', { mediaType: 'unknown' })).toBe(true);
    expect(checked('app://threshold', { mediaType: 'audio' })).toBe(false);
    expect(checked('https://example.com', { mediaType: 'video' })).toBe(false);
    expect(handlers.device?.({ deviceType: 'usb' })).toBe(false);
  });
});

describe('navigation', () => {
  const contents = () => {
    const on = new Map<string, (event: object) => void>();
    let open: (() => unknown) | undefined;
    lockDown({
      on: (name: string, listener: (event: object) => void) => on.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => (open = handler),
    } as unknown as WebContents);
    const stopped = (name: string, event: object = {}): boolean => {
      let prevented = false;
      on.get(name)?.({ ...event, preventDefault: () => (prevented = true) });
      return prevented;
    };
    return { open: () => open?.(), stopped };
  };

  test('our own page alone', () => {
    const { stopped } = contents();
    for (const name of ['will-navigate', 'will-redirect'])
      expect([
        stopped(name, { url: 'app://threshold/people' }),
        stopped(name, { url: 'https://example.com/' }),
      ]).toEqual([false, true]);
    expect(stopped('will-navigate', { url: 'file:///home/me/photo.jpg' })).toBe(true);
  });
  test('no frame goes anywhere', () => {
    const { stopped } = contents();
    expect(stopped('will-frame-navigate', { url: 'app://threshold/', isMainFrame: true })).toBe(false);
    expect(stopped('will-frame-navigate', { url: 'https://example.com/', isMainFrame: true })).toBe(true);
    expect(stopped('will-frame-navigate', { url: 'app://threshold/', isMainFrame: false })).toBe(true);
  });
  test('no second window, no page inside the page', () => {
    const { open, stopped } = contents();
    expect(open()).toEqual({ action: 'deny' });
    expect(stopped('will-attach-webview')).toBe(true);
  });
  test('no request leaves the machine', () => {
    let urls: string[] = [];
    let answer: unknown;
    stayOffline({
      webRequest: {
        onBeforeRequest: (
          filter: { urls: string[] },
          handler: (asked: object, answer: (said: object) => void) => void,
        ) => {
          urls = filter.urls;
          handler({}, (said) => (answer = said));
        },
      },
    } as unknown as Session);
    expect(urls).toEqual(expect.arrayContaining(['*://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']));
    expect(answer).toEqual({ cancel: true });
  });
});

describe('the page’s files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-page-'));
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  writeFileSync(join(folder, 'app.js'), '1');
  writeFileSync(`${folder}-secret.txt`, 'secret');
  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(`${folder}-secret.txt`);
  });

  test('a file by its name, a view by none', () => {
    expect(pageFile(folder, 'app://threshold/app.js')).toBe(join(folder, 'app.js'));
    expect(pageFile(folder, 'app://threshold/')).toBe(join(folder, 'index.html'));
    expect(pageFile(folder, 'app://threshold/people/17')).toBe(join(folder, 'index.html'));
  });
  test.each([
    '/%2e%2e%2f%2e%2e%2fetc%2fpasswd.txt',
    '/..%2fsecret.txt',
    `/..%2f${encodeURIComponent('x-secret.txt')}`,
    '/a/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/C:%5Cwindows%5Cwin.ini',
    '/C:/windows/win.ini',
    '/index.html%00.js',
    '/%',
    '/%c0%ae%c0%ae/secret.txt',
  ])('nothing outside: %s', (path) => {
    expect(pageFile(folder, `app://threshold${path}`)).toBeNull();
  });
  test('an address that climbs stays inside', () => {
    expect(pageFile(folder, 'app://threshold/../../etc/passwd.txt')).toBe(join(folder, 'etc', 'passwd.txt'));
    expect(pageFile(folder, 'app://threshold/%2e%2e/x.js')).toBe(join(folder, 'x.js'));
  });
  test('another host’s addresses are nobody’s', () => {
    expect(pageFile(folder, 'app://other/app.js')).toBeNull();
    expect(pageFile(folder, 'file:///etc/passwd')).toBeNull();
  });

  test('answers carry the policy and what isolation needs', async () => {
    const page = await servePage(folder, new Request('app://threshold/'));
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const nonce = /content="([^"_]+)"/.exec(await page.text())?.[1] ?? '';
    expect(Object.fromEntries(page.headers)).toMatchObject(securityHeaders(nonce));
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });
  test('what is not there is 404, and only GET is answered', async () => {
    const missing = await servePage(folder, new Request('app://threshold/missing.js'));
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await servePage(folder, new Request('app://threshold/', { method: 'POST' }))).status).toBe(404);
  });
  test('each answer has a nonce of its own', async () => {
    const policies = [1, 2].map(async () =>
      (await servePage(folder, new Request('app://threshold/'))).headers.get('content-security-policy'),
    );
    expect(await policies[0]).not.toBe(await policies[1]);
  });
  test('the policy has wasm-unsafe-eval and no unsafe-eval', () => {
    const policy = securityHeaders('n0nce')['content-security-policy'];
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    expect(policy).not.toMatch(/'unsafe-(eval|inline)'|https?:|\*/);
  });
});

test('a page that crashes is opened again, one that keeps crashing is not', () => {
  let time = 0;
  const crashed = pageCrashes(() => time);
  expect(crashed('clean-exit')).toBe('nothing');
  expect(crashed('crashed')).toBe('reload');
  time += 60_000;
  expect(crashed('oom')).toBe('reload');
  time += 1000;
  expect(crashed('crashed')).toBe('close');
});

test('the menu offers neither reload nor developer tools', () => {
  expect(menuFor('linux')).toBeNull();
  expect(menuFor('win32')).toBeNull();
  expect(menuFor('darwin')?.map(({ role }) => role)).toEqual(['appMenu', 'editMenu', 'windowMenu']);
});
