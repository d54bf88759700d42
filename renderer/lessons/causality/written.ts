/** A strength as it is typed, with a real minus: −0.5. */
export const written = (value: number): string => String(Number(value.toFixed(3))).replace('-', '−');
