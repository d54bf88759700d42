const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names of people and paths come from outside: in a report they are text and nothing else. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    '<table><thead><tr>',
    ...head.map((cell) => `<th scope="col">${escaped(cell)}</th>`),
    '</tr></thead><tbody>',
    ...rows.map(
      ([first = '', ...rest]) =>
        `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
    ),
    '</tbody></table>',
  ].join('');

/** Name and value, one below the other. */
export const facts = (rows: readonly (readonly [string, string])[]): string =>
  `<dl>${rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;

export const figure = (caption: string, content: string): string =>
  content === '' ? '' : `<figure>${content}<figcaption>${escaped(caption)}</figcaption></figure>`;

export const jpegAddress = (jpeg: Uint8Array): string =>
  `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
