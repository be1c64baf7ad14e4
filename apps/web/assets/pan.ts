import type Sigma from 'sigma';

type Point = { readonly x: number; readonly y: number };

/** Pixels after which the picture is drawn anew under way, so that no wide blank edge is pulled in. */
const far = 220;
/** Less than this is a press, not a drag. */
const near = 4;

/**
 * Moving the map with the mouse moves the drawn picture, which costs the browser little even without a graphics card; it is drawn
 * anew when it has gone far or is let go. `wasDragged` tells a press on a thing from the end of a drag.
 */
export function panByPicture(sigma: Sigma, layers: readonly (HTMLElement | null)[]): { readonly wasDragged: () => boolean } {
  const captor = sigma.getMouseCaptor();
  let from: Point | undefined;
  let dragged = false;
  const shift = ({ x, y }: Point) => {
    for (const layer of layers) if (layer) layer.style.transform = x === 0 && y === 0 ? '' : `translate(${x}px, ${y}px)`;
  };
  const drawAt = ({ x, y }: Point) => {
    const camera = sigma.getCamera();
    const [start, end] = [sigma.viewportToFramedGraph({ x: 0, y: 0 }), sigma.viewportToFramedGraph({ x, y })];
    const state = camera.getState();
    sigma.once('afterRender', () => shift({ x: 0, y: 0 }));
    camera.setState({ x: state.x + start.x - end.x, y: state.y + start.y - end.y });
  };
  const away = (event: MouseEvent | TouchEvent): Point | undefined =>
    from && event instanceof MouseEvent ? { x: event.clientX - from.x, y: event.clientY - from.y } : undefined;
  captor.on('mousedown', ({ original }) => {
    if (original instanceof MouseEvent && original.button === 0) from = { x: original.clientX, y: original.clientY };
    dragged = false;
  });
  captor.on('mousemovebody', (coordinates) => {
    const gone = away(coordinates.original);
    if (!gone) return;
    coordinates.preventSigmaDefault();
    const distance = Math.hypot(gone.x, gone.y);
    if (!dragged && distance < near) return;
    dragged = true;
    if (distance < far) return shift(gone);
    drawAt(gone);
    if (coordinates.original instanceof MouseEvent) from = { x: coordinates.original.clientX, y: coordinates.original.clientY };
  });
  captor.on('mouseup', ({ original }) => {
    const gone = away(original);
    if (gone && dragged) drawAt(gone);
    from = undefined;
  });
  return { wasDragged: () => dragged };
}
