import type { Session } from 'electron';
import { isOurs } from './origin.ts';

export interface PermissionAsked {
  readonly permission: string;
  /** Every address the request names: page, frame, security origin. */
  readonly addresses: readonly (string | null | undefined)[];
  readonly isMainFrame: boolean;
  readonly media: readonly string[];
}

/**
 * The camera, and full screen (the kiosk's), for our own page alone: no microphone, no frame inside the page, nothing else a browser can be
 * asked for.
 */
export function isAllowed({ permission, addresses, isMainFrame, media }: PermissionAsked): boolean {
  const named = addresses.filter((address) => address !== null && address !== undefined);
  const cameraAlone = permission === 'media' && media.length > 0 && media.every((kind) => kind === 'video');
  return (cameraAlone || permission === 'fullscreen') && isMainFrame && named.length > 0 && named.every(isOurs);
}

export function allowOurPageAlone(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const { securityOrigin, mediaTypes = [] } = details as { securityOrigin?: string; mediaTypes?: string[] };
    const addresses = [details.requestingUrl, securityOrigin];
    answer(isAllowed({ permission, addresses, isMainFrame: details.isMainFrame, media: mediaTypes }));
  });
  session.setPermissionCheckHandler((_contents, permission, requesting, details) => {
    const { securityOrigin, embeddingOrigin, mediaType = 'unknown', isMainFrame } = details;
    const addresses = [requesting, securityOrigin, embeddingOrigin];
    // Listing cameras asks without a kind; what is listed can be opened only through the request above.
    return isAllowed({ permission, addresses, isMainFrame, media: [mediaType === 'unknown' ? 'video' : mediaType] });
  });
  session.setDevicePermissionHandler(() => false);
}
