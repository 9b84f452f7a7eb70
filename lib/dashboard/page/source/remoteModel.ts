import { defer, EMPTY, from, mergeMap, Observable, retry, timer } from 'rxjs';
import type { DashboardModel } from '../../model/dashboardModel';
import type { News } from '../../model/news';
import type { Order } from '../../model/order';

/** How soon a stream that the browser has given up is asked for again. */
const AGAIN_MS = 2_000;

interface Refusal {
  readonly problem?: string;
}

/** The news of a server's stream. The browser connects again by itself; where it gives up, this fails. */
const streamed = (address: string, useToken: (token: string) => void): Observable<News> =>
  new Observable((reader) => {
    const stream = new EventSource(address);
    stream.addEventListener('token', ({ data }: MessageEvent<string>) => useToken(data));
    stream.addEventListener('message', ({ data }: MessageEvent<string>) => {
      for (const news of JSON.parse(data) as readonly News[]) reader.next(news);
    });
    stream.addEventListener('error', () => {
      reader.next({ kind: 'link', isLinked: false });
      if (stream.readyState === EventSource.CLOSED) reader.error(new Error('the stream has ended'));
    });
    return () => stream.close();
  });

const refused = async (response: Response): Promise<never> => {
  const said = (await response.json().catch(() => ({}))) as Refusal;
  throw new Error(said.problem ?? `the server refused it (${response.status})`);
};

const post = (order: Order, token: string): Observable<never> =>
  defer(() =>
    from(
      fetch('orders', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Rxmodem-Token': token },
        body: JSON.stringify(order),
      }).catch(() => {
        throw new Error('the server can not be reached; it is tried again by itself');
      }),
    ),
  ).pipe(mergeMap((response) => (response.ok ? EMPTY : from(refused(response)))));

/**
 * Modems behind a server: its news as server-sent events, orders as POST. Each connection of the stream brings the whole board
 * and a token, so that a server which was started again is no other than one that was away.
 */
export const remoteModel = (): DashboardModel => {
  let token = '';
  return {
    news: streamed('events', (given) => (token = given)).pipe(retry({ delay: () => timer(AGAIN_MS) })),
    tell: (order) => defer(() => post(order, token)),
  };
};
