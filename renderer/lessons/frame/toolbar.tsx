import { Button } from '@mantine/core';
import { IconBraces, IconLink, IconPresentation } from '@tabler/icons-react';
import { copyText } from '../../shell/copy-text.ts';
import { notify } from '../../shell/notify.ts';
import type { Lesson } from './lesson.ts';
import { addressOf } from './state-text.ts';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

interface Props {
  readonly lesson: Lesson;
  readonly settings: object;
  readonly onPresent: () => void;
}

/** What one does with a lesson as it stands: hand it on, with its seed, or show it to a room. */
export function Toolbar({ lesson, settings, onPresent }: Props) {
  const say = useTexts(frameTexts);
  const { id } = lesson.card;
  const copy = async (text: string): Promise<void> => {
    notify({ message: (await copyText(text)) ? say('copied') : say('notCopied') });
  };
  return (
    <div className="lesson-tools">
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconLink size={18} aria-hidden />}
        onClick={() => void copy(`${location.origin}/${addressOf(id, settings)}`)}
      >
        {say('copyLink')}
      </Button>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconBraces size={18} aria-hidden />}
        onClick={() => void copy(JSON.stringify({ lesson: id, settings }, null, 2))}
      >
        {say('copyJson')}
      </Button>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconPresentation size={18} aria-hidden />}
        onClick={onPresent}
      >
        {say('present')}
      </Button>
    </div>
  );
}
