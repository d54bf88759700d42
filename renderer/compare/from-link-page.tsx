import { Button } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useParams } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import { keepDraft } from './choice-draft.ts';
import { readChoice } from './choice-text.ts';
import { CompareFrame } from './compare-frame.tsx';

/** A link to a comparison: its choice is laid ready. Nothing starts by a link alone. */
export default function FromLinkPage() {
  const { t } = useTranslation('compare');
  const { state = '' } = useParams<{ state: string }>();
  const choice = readChoice(state);
  if (choice !== null) {
    keepDraft(choice);
    return <Redirect replace to="/compare/new" />;
  }
  return (
    <CompareFrame>
      <Empty icon={IconLinkOff} title={t('pasteWrong')} text={t('pasteHint')}>
        <Button component={Link} href="/compare/new">
          {t('newOne')}
        </Button>
      </Empty>
    </CompareFrame>
  );
}
