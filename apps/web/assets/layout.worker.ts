import { type LayoutNews, type LayoutTask, laidOut } from './layout.ts';

// Off the page's own thread: it stays answerable while the map is laid out.
const say = (news: LayoutNews) => postMessage(news);
addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
  say({ kind: 'done', layout: laidOut(data, (done, of) => say({ kind: 'progress', done, of })) });
});
