import { asksForEnrolled } from '../../models/experiments/in-engine.ts';
import type { AccessKind } from './access.ts';
import type { ApiScope } from './api.ts';
import type { CallInput, CallName } from './index.ts';
import { type Role, roles } from './operators.ts';

/**
 * Who may make a call once there is an owner. `anyone`: nobody need be signed in. `desk`: the same while the Desk may run locked, else
 * as `viewer`. A function decides by the input.
 */
export type Needed = 'anyone' | 'desk' | Role;
type Rule<N extends CallName> = Needed | ((input: CallInput<N>) => Needed);

/**
 * The one table of rights: a viewer looks, an operator does the daily work with people, an owner decides how everybody is recognised, what
 * leaves the machine, and what on its disk is read. A call without an entry does not compile.
 */
export const neededRole: { readonly [N in CallName]: Rule<N> } = {
  'setup.state': 'anyone',
  'setup.begin': 'anyone',
  'setup.unlock': 'anyone',
  'session.state': 'anyone',
  'session.signIn': 'anyone',
  'session.signOut': 'anyone',
  'session.touch': 'anyone',
  'session.changePassword': 'viewer',
  'about.notices': 'anyone',
  'settings.get': 'anyone',
  // How the page looks is anybody's business who works at it; how strict it is, the owner's.
  'settings.set': (values) =>
    Object.keys(values).every((key) => ['language', 'languageChosen', 'theme'].includes(key)) ? 'viewer' : 'owner',
  'desk.frame': 'desk',
  'desk.samplePhotos': 'desk',
  'identify.image': 'viewer',
  'identify.thresholds': 'viewer',
  'verify.images': 'viewer',
  'people.list': 'viewer',
  'people.show': 'viewer',
  'people.closest': 'viewer',
  'people.portrait': 'viewer',
  'people.checks': 'viewer',
  'enrol.fromImages': 'operator',
  'enrol.holdShot': 'operator',
  'enrol.dropShots': 'operator',
  'enrol.fromShots': 'operator',
  'people.rename': 'operator',
  'people.removeTemplate': 'operator',
  'people.setTerm': 'operator',
  'people.receipts': 'operator',
  'people.remove': 'operator',
  'people.undoRemove': 'operator',
  'people.merge': 'operator',
  'people.undoMerge': 'operator',
  'people.keepApart': 'operator',
  'people.export': 'owner',
  'events.list': 'viewer',
  'events.snapshot': 'viewer',
  'events.dropSnapshots': 'owner',
  'events.say': 'operator',
  'events.takeBack': 'operator',
  'models.list': 'viewer',
  'models.use': 'owner',
  'models.rollback': 'owner',
  'models.export': 'owner',
  'models.import': 'owner',
  'models.thresholds': 'owner',
  'models.remove': 'owner',
  'training.preview': 'owner',
  'training.describe': 'viewer',
  'training.start': 'owner',
  'training.pause': 'owner',
  'training.resume': 'owner',
  'training.stop': 'owner',
  'training.follow': 'viewer',
  'training.runs': 'viewer',
  'training.run': 'viewer',
  'training.pictures': 'viewer',
  'training.rename': 'owner',
  'training.note': 'owner',
  'training.delete': 'owner',
  'training.undoDelete': 'owner',
  'training.keep': 'owner',
  'evaluation.inspect': 'owner',
  'evaluation.start': 'owner',
  'evaluation.follow': 'viewer',
  'evaluation.cancel': 'owner',
  'evaluation.resume': 'owner',
  'evaluation.list': 'viewer',
  'evaluation.read': 'viewer',
  'evaluation.pictures': 'viewer',
  'evaluation.operatingPoint': 'viewer',
  'evaluation.compare': 'viewer',
  'evaluation.report': 'viewer',
  'evaluation.rename': 'owner',
  'evaluation.delete': 'owner',
  'evaluation.undoDelete': 'owner',
  'calibration.state': 'viewer',
  'calibration.measure': 'owner',
  'calibration.use': 'owner',
  'calibration.remove': 'owner',
  'liveness.state': 'viewer',
  // It moves limits, and meanwhile nothing before the camera is an event.
  'liveness.testBegin': 'owner',
  'liveness.testEnd': 'owner',
  'liveness.erase': 'owner',
  'compare.start': 'owner',
  'compare.follow': 'viewer',
  'compare.list': 'viewer',
  'compare.get': 'viewer',
  'compare.probes': 'viewer',
  'compare.pictures': 'viewer',
  'compare.cancel': 'owner',
  'compare.delete': 'owner',
  // Who may see people may see what a model makes of their faces; no API key may.
  'lessons.face': 'viewer',
  'lessons.gallery': 'viewer',
  // It keeps nothing, and takes what processors are free. Measured on enrolled people it is an evaluation: who may start one, may.
  'lessons.run': ({ lesson, task, input }) => (asksForEnrolled(lesson, task, input) ? 'owner' : 'viewer'),
  'lessons.networks': 'viewer',
  // A network trained here has learnt of people; those that came with the app are public.
  'lessons.networkFiles': ({ ofOwner }) => (ofOwner === true ? 'owner' : 'viewer'),
  'lessons.openNetwork': 'viewer',
  'lessons.runNetwork': 'viewer',
  'lessons.timeNetwork': 'viewer',
  'privacy.personPage': 'owner',
  'privacy.sheet': 'viewer',
  'privacy.snapshots': 'viewer',
  'keys.list': 'owner',
  'keys.changePassphrase': 'owner',
  'keys.newRecoveryCode': 'owner',
  'keys.renewKeyFile': 'owner',
  'keys.remove': 'owner',
  'access.overview': 'viewer',
  'access.simulate': 'viewer',
  // A locked Desk may be a door's.
  'access.doorStatus': 'desk',
  'access.capture': 'desk',
  'access.saveGroup': 'operator',
  'access.savePass': 'operator',
  'access.setActive': 'operator',
  'access.emergency': 'operator',
  'access.forgetPresence': 'operator',
  'access.remove': ({ kind }) => removesDoor(kind),
  'access.undoRemove': ({ kind }) => removesDoor(kind),
  'access.begin': 'owner',
  'access.saveSite': 'owner',
  'access.saveZone': 'owner',
  'access.saveDoor': 'owner',
  'access.saveRule': 'owner',
  'access.saveHoliday': 'owner',
  'access.acceptClock': 'owner',
  'access.tryOutput': 'owner',
  'audit.status': 'viewer',
  'audit.verify': 'viewer',
  'audit.publish': 'owner',
  'backup.places': 'owner',
  'backup.create': 'owner',
  'backup.verify': 'owner',
  'backup.forget': 'owner',
  'doctor.run': 'viewer',
  'data.folder': 'viewer',
  'operators.list': 'owner',
  'operators.add': 'owner',
  'operators.change': 'owner',
  'operators.remove': 'owner',
  'operators.setPolicy': 'owner',
  'api.state': 'owner',
  'api.set': 'owner',
  'api.createKey': 'owner',
  'api.revokeKey': 'owner',
};

/** Groups and passes are daily work, where doors stand and when they open is not. */
const removesDoor = (kind: AccessKind): Role => (kind === 'group' || kind === 'pass' ? 'operator' : 'owner');

/** What an API key's scopes let it call; no other call is a key's. */
export const neededScope: Readonly<Partial<Record<CallName, ApiScope>>> = {
  'identify.image': 'identify',
  'enrol.fromImages': 'enrol',
  'people.list': 'people:read',
  'people.show': 'people:read',
  'people.portrait': 'people:read',
  'people.rename': 'people:write',
  'people.remove': 'people:write',
  'events.list': 'events:read',
};

/** What is needed for a call with this input. */
export function neededFor<N extends CallName>(name: N, input: unknown): Needed {
  const rule = neededRole[name] as Rule<N>;
  return typeof rule === 'function' ? rule(input as CallInput<N>) : rule;
}

export const isAtLeast = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** Topics that say nothing about anybody; all others are for who may look (a viewer). */
export const openTopics: ReadonlySet<string> = new Set([
  'setup.changed',
  'session.changed',
  'settings.changed',
  'access.door', // which door has news, for the Desk that runs as it
]);

/** Topics that an API key hears, and by which scope. */
export const topicScope: Readonly<Record<string, ApiScope>> = { event: 'events:read' };
