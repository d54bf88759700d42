import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Sequence } from './lesson.ts';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

interface Props {
  readonly sequence: Sequence<object>;
  readonly settings: object;
  readonly change: (part: object) => void;
}

const stepMs = 700;

/** Play, pause and step through what happens one after the other. Nothing moves unless asked. */
export function Steps({ sequence, settings, change }: Props) {
  const say = useTexts(frameTexts);
  const [playing, setPlaying] = useState(false);
  const [at, last] = [sequence.at(settings), sequence.length(settings)];
  const ended = at >= last;
  useEffect(() => {
    if (!playing) return;
    if (ended) return setPlaying(false);
    const wait = setTimeout(() => change(sequence.to(at + 1)), stepMs);
    return () => clearTimeout(wait);
  }, [playing, ended, at, change, sequence]);
  // Where nothing comes one after the other there is nothing to play.
  if (last === 0) return null;
  const Sign = playing ? IconPlayerPause : IconPlayerPlay;
  const act = (label: string, sign: typeof Sign, disabled: boolean, onClick: () => void) => {
    const Icon = sign;
    return (
      <Tooltip label={label}>
        <ActionIcon aria-label={label} disabled={disabled} onClick={onClick}>
          <Icon size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <div className="lesson-steps">
      {act(say('stepBack'), IconPlayerTrackPrev, at === 0, () => change(sequence.to(at - 1)))}
      {act(playing ? say('pause') : say('play'), Sign, last === 0, () => {
        if (!playing && ended) change(sequence.to(0));
        setPlaying(!playing);
      })}
      {act(say('step'), IconPlayerTrackNext, ended, () => change(sequence.to(at + 1)))}
      <span className="quiet" role="status">
        {say('stepAt', { at, all: last })}
      </span>
    </div>
  );
}
