import { Button, Modal, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClipboard } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { notify } from '../../shell/notify.ts';
import { readChoice } from '../choice-text.ts';

/** Takes a comparison that somebody copied, as a link or JSON, with its seeds. */
export function Paste({ onTake }: { onTake: (choice: ComparisonChoice) => void }) {
  const { t } = useTranslation('compare');
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const take = (event: FormEvent): void => {
    event.preventDefault();
    const choice = readChoice(text);
    if (choice === null) {
      setWrong(true);
      return;
    }
    onTake(choice);
    setText('');
    close();
    notify({ kind: 'good', message: t('pasted') });
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconClipboard size={16} stroke={1.6} aria-hidden />}
        onClick={open}
      >
        {t('paste')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('paste')} closeButtonProps={{ 'aria-label': t('close') }}>
        <form className="field-stack" onSubmit={take}>
          <Textarea
            data-autofocus
            aria-label={t('paste')}
            description={t('pasteHint')}
            value={text}
            rows={6}
            spellCheck={false}
            error={wrong ? t('pasteWrong') : undefined}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setWrong(false);
            }}
          />
          <Button type="submit" disabled={text.trim() === ''}>
            {t('pasteTake')}
          </Button>
        </form>
      </Modal>
    </>
  );
}
