/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: string | Blob | Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the content once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What a name may be in a file's name on every system. */
export const fileNamePart = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what no file name may hold
  text.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, '').replace(/^[. ]+|[. ]+$/g, '') || 'person';
