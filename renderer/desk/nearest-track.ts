import type { DeskTrack } from '../../main/contract/desk.ts';

/** Whoever is nearest the camera: the largest face. */
export const nearestTrack = (tracks: readonly DeskTrack[]): DeskTrack | null =>
  tracks.reduce<DeskTrack | null>((best, track) => (best === null || area(track) > area(best) ? track : best), null);

const area = ({ face }: DeskTrack): number => face.box.width * face.box.height;
