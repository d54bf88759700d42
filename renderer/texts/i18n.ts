import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { about } from './about.ts';
import { access } from './access.ts';
import { accessSettings } from './access-settings.ts';
import { accessWords } from './access-words.ts';
import { acts } from './acts.ts';
import { calibrate } from './calibrate.ts';
import { camera } from './camera.ts';
import { capture } from './capture.ts';
import { charts } from './charts.ts';
import { compare } from './compare.ts';
import { compareRun } from './compare-run.ts';
import { compareWords } from './compare-words.ts';
import { desk } from './desk.ts';
import { deskSoftmax } from './desk-softmax.ts';
import { errors } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { evaluateReport } from './evaluate-report.ts';
import { events } from './events.ts';
import { faces } from './faces.ts';
import { keys } from './keys.ts';
import { lists } from './lists.ts';
import { liveness } from './liveness.ts';
import { modelImport } from './model-import.ts';
import { people } from './people.ts';
import { photos } from './photos.ts';
import { privacy } from './privacy.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { start } from './start.ts';
import { train } from './train.ts';
import { trainRun } from './train-run.ts';
import { trainWords } from './train-words.ts';
import { trust } from './trust.ts';

/** One namespace an area of the page; a new area is one line here. */
const areas = {
  shell,
  desk,
  camera,
  capture,
  faces,
  photos,
  people,
  events,
  settings,
  calibrate,
  modelImport,
  lists,
  keys,
  errors,
  start,
  about,
  charts,
  train,
  trainRun,
  trainWords,
  trust,
  privacy,
  evaluate,
  evaluateReport,
  compare,
  compareRun,
  compareWords,
  deskSoftmax,
  liveness,
  access,
  accessWords,
  session,
  accessSettings,
  acts,
};

type Areas = typeof areas;
type Resources = { readonly [A in keyof Areas]: Areas[A]['en'] };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Resources;
  }
}

export type Language = 'en' | 'zh';

const resourcesOf = (language: Language): Resources =>
  Object.fromEntries(Object.entries(areas).map(([area, texts]) => [area, texts[language]])) as Resources;

/** The browser's language until a person chose one (settings.language). */
export const browserLanguage = (): Language => (navigator.language.startsWith('zh') ? 'zh' : 'en');

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: resourcesOf('en'), zh: resourcesOf('zh') },
    lng: browserLanguage(),
    fallbackLng: 'en',
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
  });
  i18next.on('languageChanged', markDocument);
  markDocument(i18next.language);
}

const markDocument = (language: string): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
};
