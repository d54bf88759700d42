import { SegmentedControl } from '@mantine/core';
import type { ComponentType } from 'react';
import type { ViewProps } from '../frame/lesson.ts';
import './looks.css';

interface Props<S, L extends string> extends ViewProps<S> {
  /** What the choice is called. */
  readonly label: string;
  readonly look: L;
  /** In the order of the choice; each is a section of the class lesson-look. */
  readonly views: Readonly<Record<L, ComponentType<ViewProps<S>>>>;
  readonly word: (look: L) => string;
  readonly onLook: (look: L) => void;
}

/** A lesson of several looks: the choice of one above, the chosen one below. */
export function Looks<S, L extends string>({ label, look, views, word, onLook, settings, change }: Props<S, L>) {
  const Look: ComponentType<ViewProps<S>> = views[look];
  return (
    <div className="lesson-looks">
      <SegmentedControl
        fullWidth
        aria-label={label}
        value={look}
        data={(Object.keys(views) as L[]).map((one) => ({ value: one, label: word(one) }))}
        onChange={(next) => onLook(next as L)}
      />
      <Look settings={settings} change={change} />
    </div>
  );
}
