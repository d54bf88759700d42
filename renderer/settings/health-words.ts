import { useTranslation } from 'react-i18next';
import type { DoctorCheck } from '../../main/contract/doctor.ts';
import { health } from '../texts/health.ts';

type Key = keyof (typeof health)['en'];

/** The host names its checks in English; their names and costs have texts of their own by this key. */
const keyOf = (name: string): string => name.replace(/[^a-z]+/gi, '-');
const known = (key: string): key is Key => key in health.en;

/** What the host says it found, where the words around the facts can be told apart from them. */
const patterns: readonly { readonly form: RegExp; readonly key: Key }[] = [
  { form: /^(?<templates>\d+) templates of (?<people>\d+) people, exact/, key: 'found-exact' },
  { form: /^(?<templates>\d+) templates of (?<people>\d+) people, hnsw/, key: 'found-hnsw' },
  { form: /^(?<fact>[\d.]+ GB) free$/, key: 'found-free' },
  { form: /^not on the PATH$/, key: 'found-path' },
  { form: /^no \/dev\/video/, key: 'found-camera' },
  { form: /is not installed/, key: 'found-install' },
  { form: /^(?<fact>[\w-]+): /, key: 'found-backend' },
  { form: /^asked for by the app/, key: 'found-asked' },
];

/** A check's words in the page's language; what only the host can say stays English and is marked so. */
export function useHealthWords() {
  const { t, i18n } = useTranslation('health');
  const english = i18n.language === 'en';
  const textOr = (key: string, other: string): string => (known(key) ? t(key) : other);
  return {
    name: ({ name }: DoctorCheck): string => textOr(`name-${keyOf(name)}`, name),
    cost: ({ name, cost }: DoctorCheck): string => (english ? cost : textOr(`cost-${keyOf(name)}`, cost)),
    found: ({ name, found }: DoctorCheck): { text: string; lang?: string } => {
      if (english) return { text: found };
      // Where it comes from is told in the section of the models.
      if (name === 'model') return { text: found.split(',')[0] };
      if (name === 'unlocked by')
        return {
          text: found
            .split(', ')
            .map((kind) => textOr(`slot-${keyOf(kind)}`, kind))
            .join('、'),
        };
      for (const { form, key } of patterns) {
        const match = form.exec(found);
        const { templates = '', people = '', fact = '' } = match?.groups ?? {};
        if (match !== null) return { text: t(key, { templates, people, fact }) };
      }
      return { text: found, lang: 'en' };
    },
  };
}
