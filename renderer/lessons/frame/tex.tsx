import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useEffect, useRef } from 'react';
import { useLit } from './lit.tsx';

interface Props {
  readonly tex: string;
  readonly display?: boolean;
}

/**
 * A formula, with MathML beside it for who cannot see it. Built as nodes, since the page's policy takes no style attributes in
 * markup; of TeX's commands that reach into the page only the one that names a symbol is allowed.
 */
export function Tex({ tex, display = false }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const { symbol, light } = useLit();
  useEffect(() => {
    if (place.current === null) return;
    katex.render(tex, place.current, {
      displayMode: display,
      throwOnError: true,
      trust: ({ command }) => command === '\\htmlData',
      strict: false,
    });
  }, [tex, display]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a formula set anew has new parts to mark
  useEffect(() => {
    for (const part of place.current?.querySelectorAll<HTMLElement>('[data-symbol]') ?? [])
      part.toggleAttribute('data-lit', part.dataset.symbol === symbol);
  }, [symbol, tex]);
  return (
    <span
      ref={place}
      className="lesson-tex"
      onPointerOver={(event) => {
        const part = (event.target as Element).closest<HTMLElement>('[data-symbol]');
        light(part?.dataset.symbol ?? null);
      }}
      onPointerLeave={() => light(null)}
    />
  );
}
