import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoorCommand } from '../../main/doors/output.ts';
import { freePort, Mosquitto, mosquittoPath } from '../integration/doors/mosquitto.ts';
import { App } from './app.ts';
import { writeCameraFile } from './fake-camera.ts';
import { goTo } from './holds-up.ts';
import { writePhotoAttack } from './photo-attack.ts';
import { samplePeople } from './sample-people.ts';

/** A Tuesday and a Wednesday, by the site's clock (UTC, as the browser of these tests). */
const atNight = '2026-01-13T22:00:00.000Z';
const atWork = '2026-01-14T10:00:00.000Z';

const app = new App({ asks: true, clock: atNight });
const password = 'an owner’s own words';
const camera = (name: string): string => join(app.root, `${name}.mjpeg`);
const panel = () => app.page.getByRole('region', { name: 'Door', exact: true });
let broker: Mosquitto;
let door: MqttClient;
/** What a real door at the broker heard. */
const heard: DoorCommand[] = [];
const opened = () => heard.filter(({ action }) => action === 'open').length;

/** One step after another, each on what the one before left: the order is the test. */
describe.skipIf(mosquittoPath === undefined)(
  'the whole way (skipped without a real broker: apt install mosquitto)',
  () => {
    beforeAll(async () => {
      broker = new Mosquitto(await freePort());
      await broker.start();
      door = await broker.client();
      door.on('message', (_topic, payload) => {
        const command = JSON.parse(payload.toString()) as DoorCommand;
        heard.push(command);
        door.publish('site/front/answer', JSON.stringify({ id: command.id, ok: true }), { qos: 1 });
      });
      await door.subscribeAsync('site/front/command', { qos: 1 });
    });
    afterAll(async () => {
      await app.close();
      await door.endAsync(true);
      await broker.stop();
    });

    test('first start: the owner', async () => {
      await app.start({ timezoneId: 'UTC' });
      const { page } = app;
      await page.getByLabel('Name').fill('Olga');
      await page.getByLabel('New password, at least 8 characters').fill(password);
      await page.getByLabel('The same again').fill(password);
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByRole('button', { name: 'Signed in: Olga, owner' }).waitFor();
      Object.assign(app.env, { THRESHOLD_OPERATOR: 'Olga', THRESHOLD_OPERATOR_PASSWORD: password });
    });

    test('two people are enrolled, with their consent', async () => {
      const { page } = app;
      const [ada, bo] = await samplePeople(app);
      const photos = { Ada: ada!, Bo: bo! };
      await goTo(page, '#/photos');
      for (const [name, photo] of Object.entries(photos)) {
        const file = join(app.root, `${name}.png`);
        writeFileSync(file, photo);
        await page.locator('main input[type=file]:not([data-folder], [tabindex])').setInputFiles(file);
        await page.getByLabel('Name').fill(name);
        const button = page.getByRole('button', { name: 'Enrol', exact: true });
        expect(await button.isDisabled()).toBe(true);
        await page.getByRole('checkbox').check();
        await button.click();
        await page.getByText(`${name} is enrolled: 1 of 1`).waitFor();
        await page.getByRole('button', { name: 'Clear' }).first().click();
      }
      await writeCameraFile(camera('Ada'), [ada!]);
      await writePhotoAttack(camera('Bo'), bo!);
    });

    test('a door with a schedule, at a real broker, which answers when it is tried', async () => {
      const { page } = app;
      await goTo(page, '#/access');
      await page.getByRole('button', { name: 'Make a first door' }).click();
      await page.getByRole('button', { name: 'Change Front door' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('What opens it').selectOption('MQTT');
      await dialog.getByLabel('Address').fill(broker.url);
      await dialog.getByLabel('Topic').fill('site/front');
      await dialog.getByRole('checkbox', { name: 'The door itself must answer' }).check();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await app.noDialog();
      await page.getByRole('button', { name: 'Try' }).click();
      await page.getByText('Front door answered.').waitFor();
      expect(heard.map(({ action }) => action)).toEqual(['test']);
    });

    test('outside the hours it stays locked, and says which clause failed', async () => {
      await app.switchCamera(camera('Ada'), { timezoneId: 'UTC' });
      await app.page.getByLabel('What this desk is').selectOption('Door: Front door');
      // The clock has gone on since the start: on a slow machine by minutes.
      await panel()
        .getByText(/Outside their hours \(22:\d\d\)\./)
        .waitFor();
      await panel().getByText('Shut', { exact: true }).waitFor();
      await app.shot('door-shut');
      await goTo(app.page, '#/events');
      const row = app.page.getByRole('row').filter({ hasText: 'Ada' }).filter({ hasText: 'not let in' });
      await row.getByText(/^Front door · Outside their hours \(22:\d\d\)\.$/).waitFor();
      expect(await app.axe()).toEqual([]);
      expect(opened()).toBe(0);
    });

    test('accepted at the camera, in the hours: the door hears one command and the screen says whom it is for', async () => {
      await app.setClock(atWork);
      await goTo(app.page, '#/desk');
      // The door shuts again after seconds, which a slow machine may need to draw it open.
      await panel()
        .getByText(/^Ada may enter|was let in/)
        .waitFor();
      await expect.poll(opened).toBe(1);
      expect(await app.axe()).toEqual([]);
      await app.shot('door-open');
      // Its event was there before the command.
      const { events } = JSON.parse((await app.cli('events', '--json')).stdout) as {
        events: { kind: string; decision: string; at: string; person: { name: string } | null }[];
      };
      const granted = events.find(({ kind, decision }) => kind === 'access' && decision === 'granted');
      expect(granted).toMatchObject({ person: { name: 'Ada' } });
      expect(granted!.at >= atWork && granted!.at <= heard.at(-1)!.at).toBe(true);
    });

    test('whoever stays is one visit: the door shuts behind them and is not opened again', async () => {
      await panel().getByText('was let in').waitFor();
      expect(opened()).toBe(1);
    });

    test('the page hidden, the door is inactive and says so; seen again, it looks', async () => {
      const { page } = app;
      const other = await page.context().newPage();
      await other.bringToFront();
      // A headless browser shows all its pages: what a window behind another says is said for it.
      await page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await panel().getByText('The page that looks for this door is hidden.').waitFor();
      await page.evaluate(() => {
        Reflect.deleteProperty(document, 'visibilityState');
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await other.close();
      await panel().getByText('was let in').waitFor();
    });

    test('somebody’s photo, held up in the hours, is refused', async () => {
      const { page } = app;
      await goTo(page, '#/access');
      await page.getByRole('button', { name: 'Change Front door' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Signs of life').selectOption('three gestures, always');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await app.noDialog();
      await app.switchCamera(camera('Bo'), { timezoneId: 'UTC' });
      const prompt = app.page.locator('.liveness-prompt');
      await prompt.getByText(/^(Blink|Nod|Turn your head to your (left|right))$/).waitFor();
      // Three gestures are asked for, and each is waited for; a photo that slips from the hand begins anew.
      await panel().getByText('Not taken for a living face.').waitFor({ timeout: 240_000 });
      await app.shot('door-photo');
      expect(await app.axe()).toEqual([]);
      expect(opened()).toBe(1);
    });

    test('erased, somebody is unknown at the door', async () => {
      const { page } = app;
      await goTo(page, '#/people');
      await page.getByRole('link', { name: 'Ada' }).click();
      await page.getByRole('button', { name: 'Erase', exact: true }).click();
      await page.getByRole('button', { name: 'Erase now, no undo' }).click();
      await page.getByText('Ada is erased.').waitFor();
      await app.switchCamera(camera('Ada'), { timezoneId: 'UTC' });
      await panel().getByText('Not recognised.').waitFor();
      expect(opened()).toBe(1);
      const { receipts } = JSON.parse((await app.cli('people', 'receipts', '--json')).stdout);
      expect(receipts).toMatchObject([{ reason: 'asked' }]);
    });
  },
);
