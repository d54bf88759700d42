/** The answer's nonce, which style elements must carry under the page's content security policy. */
export const nonce = document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? '';

// Where the scroll lock of dialogs looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });
