/**
 * What one command costs the host: `AT` and its `OK` on a port in memory, beside the fold alone in the same run.
 *
 *     npm run bench:turnaround
 *
 * Only the ratio means anything on another machine. Everything is synchronous: no wait is measured, only work.
 */
import { Observable, repeat, Subject } from 'rxjs';
import { sim800 } from '../../lib/families/sim800/sim800';
import { openModem } from '../../lib/modem/openModem';
import type { Modem } from '../../lib/modem/modem';
import { tokenize } from '../../operators/tokenize';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import type { Transport } from '../../lib/wire/transport';
import { table } from './table';

const TURNAROUNDS = 20_000;
const ROUNDS = 9;
const OK = latin1Bytes('\r\nOK\r\n');

/** A port that answers every line with `OK` before `write` returns. */
const answering: Transport = new Observable((host) => {
  const incoming = new Subject<Uint8Array>();
  const write = (): Observable<never> =>
    new Observable<never>((done) => {
      incoming.next(OK);
      done.complete();
    });
  host.next({ name: 'memory', incoming, write });
});

/** The least that has to happen: the command enters the traffic, the answer is tokenized. */
const foldAlone = (): void => {
  const traffic = new Subject<Traffic>();
  let finals = 0;
  traffic.pipe(tokenize(sim800.vocabulary)).subscribe(({ kind }) => {
    if (kind === 'final') finals += 1;
  });
  for (let done = 0; done < TURNAROUNDS; done += 1) {
    traffic.next({ kind: 'said', command: sim800.attention });
    traffic.next({ kind: 'heard', bytes: OK });
  }
  if (finals !== TURNAROUNDS) throw new Error(`${finals} results`);
};

/** Commands of a modem, one after the other. */
const commandsOn = (modem: Modem) => (): void => {
  let responses = 0;
  for (let done = 0; done < TURNAROUNDS; done += 1) {
    modem.send(sim800.attention).subscribe(() => (responses += 1));
  }
  if (responses !== TURNAROUNDS) throw new Error(`${responses} responses`);
};

/** The same commands of one flow that holds a service. */
const commandsInFlow = (modem: Modem) => (): void => {
  let responses = 0;
  const flow = modem.exclusive(
    'bench',
    (channel) => () => channel.send(sim800.attention).pipe(repeat(TURNAROUNDS)),
  );
  flow.subscribe(() => (responses += 1));
  if (responses !== TURNAROUNDS) throw new Error(`${responses} responses`);
};

const microsecondsOf = (work: () => void): number => {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / TURNAROUNDS;
};

/** What one command makes: timers of the host, and subscriptions. */
const counted = (work: () => void): readonly [timers: number, subscriptions: number] => {
  const { setInterval, setTimeout } = globalThis;
  const { prototype } = Observable;
  const { subscribe } = prototype;
  let [timers, subscriptions] = [0, 0];
  const counting = <F extends (...args: never[]) => unknown>(original: F, count: () => void): F =>
    function (this: unknown, ...args: never[]) {
      count();
      return original.apply(this, args);
    } as F;
  globalThis.setInterval = counting(setInterval, () => (timers += 1));
  globalThis.setTimeout = counting(setTimeout, () => (timers += 1));
  prototype.subscribe = counting(subscribe, () => (subscriptions += 1));
  work();
  Object.assign(globalThis, { setInterval, setTimeout });
  prototype.subscribe = subscribe;
  return [timers / TURNAROUNDS, subscriptions / TURNAROUNDS];
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

const run = (modem: Modem): void => {
  const contenders = [
    { name: 'tokenize alone', work: foldAlone },
    { name: 'modem.send', work: commandsOn(modem) },
    { name: 'channel.send in a flow', work: commandsInFlow(modem) },
  ];
  const times = contenders.map((): number[] => []);
  for (let round = -2; round < ROUNDS; round += 1) {
    contenders.forEach(({ work }, at) => {
      const taken = microsecondsOf(work);
      if (round >= 0) times[at]?.push(taken);
    });
  }
  const medians = times.map(median);
  const rows = contenders.map(({ name, work }, at) => {
    const took = medians[at] ?? 0;
    const each = counted(work).map((value) => value.toFixed(2));
    return { name, cells: [took.toFixed(1), (took / (medians[0] ?? 1)).toFixed(1), ...each] };
  });
  console.log(
    table(
      'AT and OK, median of one run',
      ['µs of CPU each', 'ratio', 'timers each', 'subscriptions each'],
      rows,
    ),
  );
};

// Behind the bring-up, not inside of its last answer, where all that is sent would wait for the rest of that answer.
const connection = openModem(answering, sim800).subscribe((modem) => {
  setImmediate(() => {
    run(modem);
    connection.unsubscribe();
  });
});
