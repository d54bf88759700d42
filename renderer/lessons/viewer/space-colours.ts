import { useEffect, useMemo, useState } from 'react';
import { Color } from 'three';
import type { BoxKind } from './layer-words.ts';

export interface SpaceColours {
  readonly kinds: Readonly<Record<BoxKind, Color>>;
  readonly edge: Color;
  readonly link: Color;
  readonly chosen: Color;
}

/** The theme's colours, those of the graph's boxes, read anew when it changes. */
export function useSpaceColours(): SpaceColours {
  const [scheme, setScheme] = useState(() => document.documentElement.dataset.mantineColorScheme);
  useEffect(() => {
    const watch = new MutationObserver(() => setScheme(document.documentElement.dataset.mantineColorScheme));
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
    return () => watch.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the style's values are those of the scheme
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): Color => new Color(style.getPropertyValue(name).trim());
    const surface = colour('--surface');
    const pale = (name: string): Color => colour(name).lerp(surface, 0.2);
    return {
      kinds: {
        input: pale('--chart-5'),
        weights: pale('--chart-1'),
        activation: pale('--chart-3'),
        plain: pale('--chart-axis'),
        unknown: pale('--chart-2'),
      },
      edge: colour('--chart-axis'),
      link: colour('--text-quiet'),
      chosen: colour('--chart-2'),
    };
  }, [scheme]);
}
