import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright';
import { CallsInFlight } from './calls-in-flight.ts';
import { isStill, picturesAreShown } from './still.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** The arguments, a blank between two, with which the browser draws on a graphics processor (for benchmarks). Without: in software, the same everywhere. */
const drawing = process.env.THRESHOLD_GPU?.split(' ') ?? ['--disable-gpu'];

/** Three times what Playwright waits: this machine may be busy with something else, and what does not come in 90 s does not come. */
const patienceMs = 90_000;

/** Axe as it is in a page. */
interface Axe {
  readonly run: (options: RunOptions) => Promise<AxeResults>;
}

/** The app in the browser shell with a folder of its own, and a real browser on it. Fails at close if the page or the app complained. */
export class App {
  readonly root = mkdtempSync(join(tmpdir(), 'threshold-e2e-'));
  readonly env: NodeJS.ProcessEnv;
  readonly #options: readonly string[];
  readonly #clock: string | null;
  #process: ChildProcess | null = null;
  #browser: Browser | null = null;
  #page: Page | null = null;
  #calls = new CallsInFlight();
  #url = '';
  #camera: string | null = null;
  readonly complaints: string[] = [];

  /**
   * `asks`: a user who never started the app, with a home of their own, is asked the questions of the first start. `clock`: the moment, ISO 8601,
   * that doors take for the time of the start, so that they never saw a later one; `setClock` sets others.
   */
  constructor({ asks = false, clock = null }: { asks?: boolean; clock?: string | null } = {}) {
    this.#clock = clock;
    this.env = asks
      ? {
          ...process.env,
          THRESHOLD_DATA: undefined,
          THRESHOLD_KEY_FILE: undefined,
          THRESHOLD_PASSPHRASE: undefined,
          XDG_CONFIG_HOME: join(this.root, 'config'),
          XDG_DATA_HOME: join(this.root, 'share'),
        }
      : {
          ...process.env,
          THRESHOLD_KEY_FILE: join(this.root, 'e2e.key'),
          THRESHOLD_DATA: join(this.root, 'data'),
        };
    this.#options = asks ? [] : ['--defaults'];
  }

  get page(): Page {
    if (this.#page === null) throw new Error('the app is not open');
    return this.#page;
  }

  /** The host's process. */
  get pid(): number {
    return this.#process?.pid ?? Number.NaN;
  }

  /** The printed address, which lets one browser in. */
  get url(): string {
    return this.#url;
  }

  async start(context: BrowserContextOptions = {}): Promise<void> {
    if (browserPath === undefined) throw new Error('no Chromium: apt install chromium');
    this.#process = spawn(
      process.execPath,
      [
        this.#clock !== null ? join(project, 'tests', 'e2e', 'host-with-clock.ts') : join(project, 'main', 'index.ts'),
        ...['--shell', 'web', '--port', '0', '--no-open', ...this.#options],
      ],
      {
        env: { ...this.env, ...(this.#clock !== null && { CLOCK_BEGINS: this.#clock }) },
        stdio: ['ignore', 'pipe', 'pipe', ...(this.#clock !== null ? (['ipc'] as const) : [])],
      },
    );
    this.#process.stderr?.on('data', (chunk: Buffer) => this.complaints.push(`app: ${chunk.toString()}`));
    this.#url = await this.#printedUrl();
    await this.#browse(context, this.#url);
  }

  /** The moment, ISO 8601, from which the host's clock goes on. */
  async setClock(moment: string): Promise<void> {
    const answered = once(this.#process!, 'message');
    this.#process!.send(Date.parse(moment));
    await answered;
  }

  /** The same person's browser again, with another camera before it (a file of `writeCameraFile`; null: none). */
  async switchCamera(camera: string | null, context: BrowserContextOptions = {}): Promise<void> {
    const storageState = await this.page.context().storageState();
    await this.#browser?.close();
    this.#camera = camera;
    await this.#browse({ ...context, storageState }, new URL('/', this.#url).href);
  }

  async #browse(context: BrowserContextOptions, url: string): Promise<void> {
    this.#browser = await chromium.launch({
      executablePath: browserPath,
      timeout: patienceMs,
      args: [
        '--no-sandbox',
        ...drawing,
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        ...(this.#camera === null
          ? []
          : [
              '--use-fake-device-for-media-stream',
              '--use-fake-ui-for-media-stream',
              `--use-file-for-fake-video-capture=${this.#camera}`,
            ]),
      ],
    });
    const opened = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      ...context,
    });
    opened.setDefaultTimeout(patienceMs);
    this.#page = await opened.newPage();
    this.#calls = new CallsInFlight();
    this.#page.on('websocket', (socket) => this.#calls.listenTo(socket));
    this.#page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`page: ${message.text()}`);
    });
    this.#page.on('pageerror', (error) => this.complaints.push(`page: ${error.message}`));
    await this.#page.goto(url);
  }

  /** Waits until nothing on the page is on its way from one look to another: transitions and animations that end have ended. */
  async still(): Promise<void> {
    await this.page.waitForFunction(isStill);
  }

  /**
   * Waits until the page shows what it is going to show: every call was answered, every picture is there, nothing moves. Not for
   * the Desk with a camera, which never stops asking.
   */
  async settled(): Promise<void> {
    for (let asked = -1; asked !== this.#calls.asked; ) {
      asked = this.#calls.asked;
      await this.#calls.answered(patienceMs);
      // What was answered is drawn, and may ask again: for the pictures of a list that has come.
      await this.page.waitForFunction(picturesAreShown);
      await this.still();
    }
  }

  /** Waits until the next key will go to this element. */
  async focusIsOn(element: Locator): Promise<void> {
    await this.page.waitForFunction((node) => node === document.activeElement, await element.elementHandle());
  }

  /** Waits until the last dialog has faded: until then it has the focus, and takes keys. */
  async noDialog(): Promise<void> {
    await this.page.getByRole('dialog').first().waitFor({ state: 'detached' });
  }

  /** Axe's complaints about the page once it is still, in words; none is what a test asks for. */
  async axe(): Promise<string[]> {
    await this.still();
    const { page } = this;
    // Brought in once a page: reading it, and telling what is right with a page, cost several times what looking does.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run({
        resultTypes: ['violations'],
        preload: false,
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    });
  }

  /** A screenshot into the folder that `THRESHOLD_SHOTS` names, if any: to look at, not to compare. */
  async shot(name: string): Promise<void> {
    const folder = process.env.THRESHOLD_SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** The command line on the same folder, while the app runs. */
  async cli(...parameters: string[]): Promise<{ status: number | null; stdout: string }> {
    const child = spawn(process.execPath, [join(project, 'main', 'cli', 'main.ts'), ...parameters], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, stdout };
  }

  /** Ends app and browser; the folder stays for another `start`. */
  async stop(): Promise<void> {
    await this.#browser?.close();
    const host = this.#process;
    if (host !== null && host.exitCode === null && host.signalCode === null) {
      const closed = once(host, 'close');
      host.kill('SIGTERM');
      await closed;
    }
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
    if (this.complaints.length > 0) throw new Error(this.complaints.join('\n'));
  }

  #printedUrl(): Promise<string> {
    return new Promise((resolve, reject) => {
      let printed = '';
      this.#process?.stdout?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        // To its end: a line may come in two pieces.
        const url = /http:\/\/\S+(?=\s)/.exec(printed)?.[0];
        if (url !== undefined) resolve(url);
      });
      this.#process?.once('exit', (code) =>
        reject(new Error(`the app ended with ${code}: ${this.complaints.join('')}`)),
      );
    });
  }
}
