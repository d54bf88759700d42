import { type RefObject, useEffect, useRef } from 'react';

/** Ctrl and the wheel zoom, and the page stays where it is. `zoom` gets the factor and where the pointer is, from the element's corner. */
export function useWheelZoom(
  area: RefObject<HTMLElement | null>,
  zoom: (by: number, px: number, py: number) => void,
): void {
  const now = useRef(zoom);
  now.current = zoom;
  // React listens to the wheel passively, which could not hold the page.
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      now.current(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [area]);
}
