import { received, type SentPicture } from '../../../models/experiments/low-level/pixels.ts';
import { pictureAddress } from '../parts/picture-address.ts';

/** A picture that a task sent, as a data: address. */
export const addressOfSent = (picture: SentPicture): string => pictureAddress(received(picture));
