import { afterAll, beforeAll, test } from 'vitest';
import { lessons } from '../../../renderer/lessons/registry.ts';
import { App } from '../app.ts';
import { LessonPage } from './lesson-page.ts';
import { walkThrough } from './walk-through.ts';

const app = new App();
const page = new LessonPage(app);
beforeAll(() => app.start({ permissions: ['clipboard-read', 'clipboard-write'] }));
afterAll(() => app.close());

/** Half of the tour, so that each half has an app and a browser of its own. */
const here = lessons.slice(Math.ceil(lessons.length / 2));

test.each(here.map(({ card }) => card.id))('%s: predict, change, check, step, reset', (id) => walkThrough(page, id));
