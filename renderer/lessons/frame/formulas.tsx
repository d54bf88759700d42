import type { Lesson } from './lesson.ts';
import { useLit } from './lit.tsx';
import { Tex } from './tex.tsx';
import { frameTexts } from './texts.ts';
import { type Say, useTexts } from './use-texts.ts';

/** The formulas, and what each symbol is: pointing at one shows where it acts. */
export function Formulas({ lesson, t }: { lesson: Lesson; t: Say }) {
  const say = useTexts(frameTexts);
  const { symbol, light } = useLit();
  return (
    <section className="lesson-formulas" aria-label={say('formulas')}>
      <h2>{say('formulas')}</h2>
      {lesson.formulas.map(({ id, tex }) => (
        <div key={id} className="lesson-formula">
          <p className="quiet">{t(`formula_${id}`)}</p>
          <Tex tex={tex} display />
        </div>
      ))}
      <ul className="lesson-symbols">
        {lesson.symbols.map(({ id, tex }) => (
          <li key={id}>
            <button
              type="button"
              data-lit={symbol === id || undefined}
              onPointerEnter={() => light(id)}
              onPointerLeave={() => light(null)}
              onFocus={() => light(id)}
              onBlur={() => light(null)}
            >
              <Tex tex={tex} />
              <span>{t(`symbol_${id}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
