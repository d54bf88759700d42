const scheme = 'mantineColorScheme';

/** Charts measure their place and draw again within this. */
const settlesMs = 400;

/** Paper is white and as wide as print.css says: until printed, the page is, too. Returns what puts it back. */
function asPaper(): () => void {
  const root = document.documentElement.dataset;
  const before = root[scheme];
  root[scheme] = 'light';
  root.printing = '';
  return () => {
    delete root.printing;
    if (before !== undefined) root[scheme] = before;
  };
}

/** The browser's own dialog, which also writes PDF files; the page is laid out for paper first, its charts with it. */
export async function printPage(): Promise<void> {
  const back = asPaper();
  await new Promise((resolve) => setTimeout(resolve, settlesMs));
  print();
  back();
}
