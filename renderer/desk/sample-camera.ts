import { call } from '../host/host.ts';

const [width, height, framesPerSecond] = [640, 480, 15];
const secondsPerPhoto = 6;

/**
 * A camera for machines that have none: photos from an installed package, each shown for a while and slowly moved, as a stream like any
 * other. Null where the photos are not installed.
 */
export async function openSampleCamera(): Promise<MediaStream | null> {
  const outcome = await call('desk.samplePhotos', {});
  if (!outcome.ok || outcome.value.photos.length === 0) return null;
  const photos = await Promise.all(
    outcome.value.photos.map((photo) => createImageBitmap(new Blob([photo as Uint8Array<ArrayBuffer>]))),
  );
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const draw = (time: number): void => {
    const seconds = time / 1000;
    const photo = photos[Math.floor(seconds / secondsPerPhoto) % photos.length]!;
    // The largest 4:3 part, swaying a little: a picture that stands still would look like a broken camera.
    const zoom = 1.06 + 0.03 * Math.sin(seconds / 2);
    const scale = Math.max(width / photo.width, height / photo.height) * zoom;
    const [w, h] = [photo.width * scale, photo.height * scale];
    const sway = Math.sin(seconds) * 8;
    context.drawImage(photo, (width - w) / 2 + sway, (height - h) / 2, w, h);
  };
  draw(performance.now());
  const timer = setInterval(() => draw(performance.now()), 1000 / framesPerSecond);
  const stream = canvas.captureStream(framesPerSecond);
  for (const track of stream.getVideoTracks()) {
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      for (const photo of photos) photo.close();
      stop();
    };
  }
  return stream;
}
