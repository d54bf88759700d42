/** The first line of what an error says, without places in source files and without its full stop. */
export function sentence(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return (words.split('\n')[0] as string)
    .replace(/ Called at \S+\.$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 240)
    .replace(/[.\s]+$/, '');
}
