import type { ServerResponse } from 'node:http';
import { bufferTime, filter, interval, map, merge, type Observable } from 'rxjs';
import type { News } from '../model/news';
import { headers } from './headers';

/** News of this time go in one message. */
const TOGETHER_MS = 100;
const HEARTBEAT_MS = 15_000;
/** A page that reads so slowly that this much is waiting for it is let go: it comes again, and gets the board anew. */
const MAX_WAITING_BYTES = 4_000_000;
/** How soon a page that lost the stream tries again. */
const RETRY_MS = 1_000;

/** Sends news to one page as server-sent events, a list of them in each message, until the page goes away. */
export const eventStream = (news: Observable<News>, token: string, response: ServerResponse): void => {
  response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
  response.write(`retry: ${RETRY_MS}\nevent: token\ndata: ${token}\n\n`);
  const messages = merge(
    news.pipe(
      bufferTime(TOGETHER_MS),
      filter((list) => list.length > 0),
      map((list) => `data: ${JSON.stringify(list)}\n\n`),
    ),
    interval(HEARTBEAT_MS).pipe(map(() => ': still here\n\n')),
  ).subscribe((message) => {
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
    else response.write(message);
  });
  response.on('close', () => messages.unsubscribe());
};
