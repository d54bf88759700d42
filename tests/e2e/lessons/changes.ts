import type { LessonPage } from './lesson-page.ts';

/** What each lesson has beside the frame: two controls to change, as a person would. */
export const changesOf = (page: LessonPage): Readonly<Record<string, readonly (() => Promise<void>)[]>> => ({
  metric: [
    () => page.app.page.getByRole('button', { name: /^Point A1/ }).press('ArrowRight'),
    async () => {
      await page.button('Step').click();
      await page.button('Step').click();
    },
  ],
  'batch-lr': [
    () => page.app.page.locator('label').getByText('32', { exact: true }).click(),
    () => page.app.page.locator('label').getByText('0.2', { exact: true }).click(),
  ],
  normalization: [
    () => page.app.page.locator('label').getByText('Group', { exact: true }).first().click(),
    () => page.app.page.getByRole('slider', { name: 'Pictures', exact: true }).press('ArrowRight'),
  ],
  separable: [
    () => page.app.page.locator('label').getByText('Inverted residual', { exact: true }).click(),
    () => page.app.page.getByRole('slider', { name: 'Expansion', exact: true }).press('ArrowLeft'),
  ],
  viewer: [
    () => page.app.page.getByRole('application').press('ArrowDown'),
    () => page.app.page.locator('label').getByText('Parameters', { exact: true }).click(),
  ],
  anatomy: [
    () => page.app.page.getByRole('radio', { name: /^Block 2/ }).click(),
    () => page.app.page.getByRole('radio', { name: /^Embedding/ }).click(),
  ],
  latency: [
    async () => {
      // Small enough to be waited for.
      const chips = (name: string) => page.app.page.locator('label').getByText(name, { exact: true });
      await chips('ONNX Runtime, WebAssembly').click();
      await chips('TensorFlow.js, plain JavaScript').first().click();
      await chips('TensorFlow.js, plain JavaScript').last().click();
      await chips('TensorFlow.js, WebAssembly without SIMD').click();
      await page.app.page.getByRole('textbox', { name: 'Runs of each, exact value' }).fill('6');
      await page.app.page.locator('label').getByText('Kernel', { exact: true }).first().click();
    },
    () => page.app.page.locator('label').getByText('Depthwise', { exact: true }).click(),
  ],
  products: [
    () => page.app.page.getByRole('textbox', { name: 'a, number 1', exact: true }).fill('3'),
    () => page.app.page.getByRole('button', { name: /^Tip of b/ }).press('ArrowRight'),
  ],
  distances: [
    () => page.app.page.getByRole('button', { name: /^Point b/ }).press('Shift+ArrowRight'),
    () => page.app.page.getByRole('radio', { name: 'Manhattan' }).click(),
  ],
  padding: [
    () => page.app.page.getByRole('radio', { name: /^Zero/ }).press('ArrowRight'),
    () => page.app.page.getByRole('slider', { name: 'kernel', exact: true }).press('ArrowRight'),
  ],
  upsampling: [
    () => page.app.page.locator('label').getByText('Error', { exact: true }).click(),
    () => page.app.page.getByRole('textbox', { name: /^steps, exact value/ }).fill('20'),
  ],
  downsampling: [
    () => page.app.page.getByRole('slider', { name: 'right', exact: true }).press('ArrowRight'),
    () => page.app.page.getByRole('slider', { name: 'blur', exact: true }).press('ArrowRight'),
  ],
  'transposed-conv': [
    () => page.app.page.getByRole('button', { name: /^Tap 1:/ }).press('Shift+ArrowDown'),
    () => page.app.page.getByRole('slider', { name: 'stride', exact: true }).press('ArrowRight'),
  ],
  scaling: [
    () =>
      page.app.page
        .getByRole('button', { name: /^Start:/ })
        .first()
        .press('Shift+ArrowRight'),
    () => page.app.page.getByRole('textbox', { name: 'scale of column 2, exact value' }).fill('10'),
  ],
  'high-level': [
    async () => {
      await page.app.page.getByRole('radio', { name: /^Noise/ }).click();
      await page.shown();
    },
    () => page.app.page.getByRole('slider', { name: 'cures learn up to', exact: true }).press('PageDown'),
  ],
  auxiliary: [
    () => page.app.page.getByRole('button', { name: /^Branch after layer/ }).press('ArrowRight'),
    async () => {
      // Little to train for the check.
      await page.app.page.getByRole('slider', { name: 'pairs of networks', exact: true }).press('Home');
      await page.app.page.getByRole('slider', { name: 'steps', exact: true }).press('Home');
      await page.app.page.getByRole('slider', { name: 'weight of the branch', exact: true }).press('End');
    },
  ],
  'low-level': [
    async () => {
      await page.app.page.getByRole('radio', { name: /^Haze/ }).click();
      await page.shown();
    },
    () => page.app.page.getByRole('button', { name: /^Enlarged part/ }).press('Shift+ArrowRight'),
  ],
  causality: [
    () => page.app.page.getByRole('slider', { name: 'strength', exact: true }).press('ArrowRight'),
    () => page.app.page.locator('label').getByText('Door lighting', { exact: true }).click(),
  ],
  losses: [
    () => page.app.page.getByRole('button', { name: /^Point 10:/ }).press('Shift+ArrowUp'),
    () => page.app.page.getByRole('textbox', { name: /^β.*exact value$/ }).fill('0.3'),
  ],
});

/** What keeps a check short that trains for long, beside training once. */
export const shortenedIn = (page: LessonPage): Readonly<Record<string, () => Promise<void>>> => ({
  'batch-lr': () => page.app.page.getByRole('textbox', { name: /^Epochs.*exact value$/ }).fill('4'),
  'low-level': () => page.app.page.getByRole('textbox', { name: 'training steps, exact value' }).fill('20'),
  'high-level': async () => {
    await page.app.page.getByRole('textbox', { name: 'people to learn from, exact value' }).fill('16');
    await page.app.page.getByRole('textbox', { name: 'steps of each cure, exact value' }).fill('20');
  },
});
