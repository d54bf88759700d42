import type { ErrorCode } from '../../main/contract/errors.ts';

const errors: Partial<Record<ErrorCode, string>> = {};

export const en = {
  language: 'English',
  title: 'Threshold',
  lead: 'Drop a photo to see who is in it, or enrol the person it shows. Nothing leaves this machine.',
  drop: 'Drop photos here, or',
  choose: 'choose files',
  looking: 'Looking…',
  identify: 'Identify',
  enrol: 'Enrol',
  enrolling: 'Enrolling…',
  name: 'Name',
  nameHint: 'The person all these photos show',
  consent:
    'This person agrees that a description of their face is stored on this machine, encrypted, to recognise them here, until they ask for it to be erased.',
  enrolled: (name: string, accepted: number, total: number) =>
    `${name} is enrolled: ${accepted} of ${total} photos taken, searchable at once.`,
  refused: (file: string, why: string) => `${file}: ${why}`,
  looksLike: (name: string) => `This face is close to ${name}. Is it the same person under two names?`,
  people: 'People',
  nobody: 'Nobody is enrolled yet. Drop one or more photos of one person, tick the consent, and press Enrol.',
  templates: (count: number) => (count === 1 ? '1 template' : `${count} templates`),
  remove: 'Remove',
  removed: (name: string) => `${name} is removed and will be erased in ten seconds.`,
  undo: 'Undo',
  faces: (count: number) => (count === 0 ? 'No face found' : count === 1 ? '1 face' : `${count} faces`),
  noFaceHint: 'Use a photo in which the face is larger, lit and not turned away.',
  decision: { accepted: 'accepted', unknown: 'unknown', rejected: 'cannot be judged' },
  why: {
    ACCEPTED: 'The score reaches the threshold.',
    BELOW_THRESHOLD: 'Nobody enrolled is close enough.',
    LOW_MARGIN: 'Two people are too close to each other to tell.',
    LOW_QUALITY: 'The picture of this face is too poor to judge.',
    GALLERY_EMPTY: 'Nobody is enrolled.',
    ALREADY_IN_FRAME: 'Another face in this picture is closer to the same person.',
  },
  hints: {
    'move-closer': 'Move closer.',
    'move-back': 'Move back.',
    'hold-still': 'Hold still.',
    'more-light': 'Turn to the light.',
    'less-light': 'Turn away from the light.',
    'turn-to-camera': 'Look at the camera.',
    'move-into-frame': 'Move into the picture.',
  },
  score: 'Score',
  threshold: 'threshold',
  runnerUp: (name: string, score: string) => `next: ${name} ${score}`,
  stricter: 'stricter →',
  strangers: (oneIn: string, people: number) =>
    `About 1 stranger in ${oneIn} is accepted with ${people} enrolled. Not calibrated on your site.`,
  milliseconds: (ms: string) => `${ms} ms`,
  pictureOf: (file: string) => `The photo ${file} with the faces found`,
  clear: 'Clear',
  errors,
};

export type Texts = typeof en;
