import { useEffect, useRef, useState } from 'react';
import type { Texts } from './texts/en.ts';

/** Takes photos by drop anywhere on the page, by the file picker, or by paste. */
export function PhotoDrop({ texts, onPhotos }: { texts: Texts; onPhotos: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  useEffect(() => {
    const hold = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onPhotos(files);
    };
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) onPhotos(files);
    };
    window.addEventListener('dragover', hold);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', hold);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [onPhotos]);

  return (
    <div className="drop" data-over={over}>
      <span>{texts.drop}</span>{' '}
      <button type="button" className="link" onClick={() => input.current?.click()}>
        {texts.choose}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,.pgm,.ppm"
        onChange={(event) => {
          onPhotos([...(event.target.files ?? [])]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
    </div>
  );
}
