import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskFrame } from '../../main/contract/desk.ts';
import { FaceMark } from './face-mark.tsx';
import { LivenessPrompt } from './liveness/liveness-prompt.tsx';

interface Props {
  readonly stream: MediaStream;
  readonly frame: DeskFrame | null;
  readonly mirrored: boolean;
  /** Of the guided capture, 0..1; null when none is running. */
  readonly captured: number | null;
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

/** The camera's picture with a mark on each face. The marks are the last answered frame's; the picture runs on beneath. */
export function LivePicture({ stream, frame, mirrored, captured, onVideo }: Props) {
  const { t } = useTranslation('desk');
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    void element.play().catch(() => {}); // a stream that was replaced meanwhile
    onVideo(element);
    return () => {
      onVideo(null);
      element.srcObject = null;
    };
  }, [stream, onVideo]);

  const ratio = frame === null ? 4 / 3 : frame.width / frame.height;
  return (
    <figure className="live" style={{ '--ratio': ratio } as React.CSSProperties} aria-label={t('picture')}>
      <video ref={video} muted playsInline data-mirrored={mirrored || undefined} />
      {frame?.tracks.map((track) => (
        <FaceMark
          key={track.id}
          track={track}
          width={frame.width}
          height={frame.height}
          mirrored={mirrored}
          captured={frame.tracks.length === 1 ? captured : null}
          softmax={frame.softmax?.answers.find((answer) => answer.track === track.id)}
        />
      ))}
      <LivenessPrompt tracks={frame?.tracks ?? []} mirrored={mirrored} />
    </figure>
  );
}
