import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { CallError } from '../../main/contract/errors.ts';
import { errorText } from '../texts/error-text.ts';
// Two sides, side links, cards of charts: what Train, Compare and Evaluate share.
import '../fields/fields.css';
import '../train/train.css';

interface Props {
  readonly title: string;
  /** What the links are called together. */
  readonly pages: string;
  readonly links: readonly {
    readonly href: string;
    readonly text: string;
    /** Of a run that goes on: its state. */
    readonly live?: string | undefined;
  }[];
  /** Why there is no list of runs. */
  readonly error: CallError | null;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The title, and the way between a new run, the one that goes on, and all of them. */
export function RunFrame({ title, pages, links, error, className, children }: Props) {
  const [path] = useLocation();
  return (
    <div className={className === undefined ? 'train' : `train ${className}`}>
      <header className="train-head">
        <Title order={1}>{title}</Title>
        <nav aria-label={pages} className="no-print">
          {links.map(({ href, text, live }) => (
            <Link key={href} href={href} className="train-link" aria-current={path === href ? 'page' : undefined}>
              {live !== undefined && <span className="train-live" data-state={live} aria-hidden />}
              <Text span inherit truncate>
                {text}
              </Text>
            </Link>
          ))}
        </nav>
      </header>
      {error !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert">
          {errorText(error)}
        </Alert>
      )}
      {children}
    </div>
  );
}
