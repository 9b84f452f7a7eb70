import {
  combineLatest,
  distinctUntilChanged,
  map,
  merge,
  Observable,
  startWith,
  Subscription,
  tap,
} from 'rxjs';
import type { Token } from '../wire/token';
import type { Modem } from '../modem/modem';
import { modemHealth, type ModemHealth } from '../pool/modemHealth';
import type { Instruments } from './instruments';

const HEALTHS = ['ready', 'limited', 'down'] as const;

/**
 * Measures a modem while it is open: states, queue and URCs. Sends nothing.
 *
 *     source    ---m-----------|
 *     health    d--r----l------d     down, ready, limited (no SIM, not registered, switched off)
 */
export const modemMetrics = (all: Instruments, modem: string, source: Observable<Modem>): Observable<Modem> =>
  new Observable((reader) => {
    const labels = { modem };
    const down = (): void => {
      all.up.set(labels, 0);
      showHealth(all, modem, 'down');
      all.queue.set(labels, 0);
      all.signal.remove(labels);
    };
    const session = new Subscription();
    let measured: Subscription | undefined;
    const over = (): void => {
      measured?.unsubscribe();
      down();
    };
    down();
    // A measurement that fails must not fail the modem: its own reader hears of it.
    const follow = (open: Modem): Subscription =>
      measurements(all, modem, open).subscribe({ error: () => undefined });
    session.add(
      source
        .pipe(
          tap((open) => {
            measured?.unsubscribe();
            measured = follow(open);
          }),
        )
        .subscribe(reader),
    );
    session.add(over);
    return session;
  });

const showHealth = ({ health }: Instruments, modem: string, now: ModemHealth['kind']): void => {
  for (const one of HEALTHS) health.set({ modem, health: one }, Number(one === now));
};

const measurements = (all: Instruments, modem: string, open: Modem): Observable<unknown> => {
  const labels = { modem };
  return merge(
    healthOf(open).pipe(tap((now) => showHealth(all, modem, now))),
    startsOf(open, (isRestart) => {
      all.starts.inc(labels);
      if (isRestart) all.restarts.inc(labels);
    }),
    open.state.connection.pipe(tap(({ isUp }) => all.up.set(labels, Number(isUp)))),
    open.state.signal.pipe(
      tap(({ dBm }) => (dBm === undefined ? all.signal.remove(labels) : all.signal.set(labels, dBm))),
    ),
    open.state.registration.pipe(tap(({ status }) => all.registration.set(labels, status))),
    open.pending.pipe(tap((count) => all.queue.set(labels, count))),
    open.urcs.pipe(tap((token) => all.urcs.inc({ modem, kind: kindOf(token) }))),
  );
};

/** A URC's declared name: one label for each, however long the modem lives. */
const kindOf = (token: Token): string =>
  token.kind === 'urc' ? (token.definition.name.split(':')[0] ?? '') : 'unknown';

/** Health by the rule of pools. */
const healthOf = ({ state }: Modem): Observable<ModemHealth['kind']> =>
  combineLatest({
    connection: state.connection,
    sim: state.sim.pipe(startWith(undefined)),
    registration: state.registration.pipe(startWith(undefined)),
    power: state.power.pipe(startWith(undefined)),
  }).pipe(
    map(({ connection, sim, registration, power }) => {
      const states = { ...(sim && { sim }), ...(registration && { registration }), ...(power && { power }) };
      return modemHealth({ connection, states, isAsked: registration !== undefined }).kind;
    }),
    distinctUntilChanged(),
  );

/** Calls for each start; one while the modem was up already is a restart. */
const startsOf = ({ state }: Modem, started: (isRestart: boolean) => void): Observable<unknown> => {
  let before: { readonly isUp: boolean; readonly starts: number } = { isUp: false, starts: 0 };
  return state.connection.pipe(
    tap((now) => {
      if (now.starts > before.starts) started(before.isUp);
      before = now;
    }),
  );
};
