/**
 * The version of the text a person agrees to; a changed text gets a new one, and what was agreed to stays on record.
 * The texts themselves, in both languages, are the renderer's (consent.*).
 */
export const consentTextVersion = '2026-11b';
