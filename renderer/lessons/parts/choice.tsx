import type { KeyboardEvent, ReactNode } from 'react';

interface ChoiceProps {
  readonly label: string;
  readonly className?: string;
  /** `ChoiceOption`s, at any depth, one of them chosen. */
  readonly children: ReactNode;
}

/**
 * One of several, each a button of any look. One stop of the Tab key; arrow keys choose the neighbour, round the ends, Home and End the first and
 * the last (ARIA Authoring Practices, radio group).
 */
export function Choice({ label, className, children }: ChoiceProps) {
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const options = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')];
    const at = options.indexOf(document.activeElement as HTMLElement);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1 + options.length,
      ArrowUp: at - 1 + options.length,
      Home: 0,
      End: options.length - 1,
    }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = options[to % options.length]!;
    next.focus();
    next.click();
  };
  return (
    <div className={className} role="radiogroup" aria-label={label} onKeyDown={onKey}>
      {children}
    </div>
  );
}

interface OptionProps {
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

export function ChoiceOption({ chosen, onChoose, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button's look, one of several
    <button type="button" role="radio" aria-checked={chosen} tabIndex={chosen ? 0 : -1} onClick={onChoose}>
      {children}
    </button>
  );
}
