import { setTimeout as wait } from 'node:timers/promises';
import { filter, firstValueFrom, timeout } from 'rxjs';
import { simulatedWeb } from '../../lib/emulator';
import { watch } from '../../lib/mqtt';
import { clientOf, startGateway } from './fleetDesk';

/** How long it takes, in milliseconds: medians and the slowest of a hundred. */
export interface Latency {
  readonly urc: { readonly medianMs: number; readonly slowestMs: number };
  readonly bare: { readonly medianMs: number; readonly slowestMs: number };
}

const TIMES = 200;
const EVERY_MS = 10;

const summary = (times: readonly number[]) => {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Infinity;
  return { medianMs: at(0.5), slowestMs: at(0.99) };
};

/**
 * Measures how long a watcher waits for what a modem says, from its leaving the virtual modem to its being heard behind the
 * broker; and beside it, turn and turn about, how long a bare message takes from one client of the broker to another.
 */
export const urcLatency = async (broker: string): Promise<Latency> => {
  const [watcher, sender] = [clientOf(broker), clientOf(broker)];
  const { north, stop } = startGateway(broker, 'berlin', simulatedWeb({}));
  const news = watch(watcher);
  await firstValueFrom(
    news.pipe(
      filter((told) => told.kind === 'modem' && told.state.isFit),
      timeout(20_000),
    ),
  );
  const said = new Map<string, number>();
  const times: { urc: number[]; bare: number[] } = { urc: [], bare: [] };
  const hearing = news.subscribe((told) => {
    const from = told.kind === 'urc' ? said.get(told.urc.text) : undefined;
    if (from !== undefined) times.urc.push(performance.now() - from);
  });
  watcher.on('message', (topic, payload) => {
    if (topic === 'bare') times.bare.push(performance.now() - Number(payload.toString()));
  });
  await watcher.subscribeAsync('bare', { qos: 1 });
  await wait(300);
  for (let at = 0; at < TIMES; at += 1) {
    const text = `+CMTI: "SM",${at}`;
    said.set(text, performance.now());
    north.virtual.say(text);
    await wait(EVERY_MS);
    sender.publish('bare', String(performance.now()), { qos: 1 });
    await wait(EVERY_MS);
  }
  await wait(300);
  hearing.unsubscribe();
  stop();
  await wait(300);
  watcher.end(true);
  sender.end(true);
  if (times.urc.length < TIMES || times.bare.length < TIMES) throw new Error('some were not heard');
  return { urc: summary(times.urc), bare: summary(times.bare) };
};
