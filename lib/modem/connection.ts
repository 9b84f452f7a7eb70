import { defer, mergeMap, type Observable, ReplaySubject, share, takeUntil } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { raw } from '../grammar/raw';
import type { Profile } from '../dialects/profile';
import type { Port, Transport } from '../wire/transport';
import { serialize, type Turn } from '../../operators/serialize';
import type { Work } from '../../operators/work';
import { sharedBearer } from './sharedBearer';
import { type ConnectionState, stateViews } from './stateViews';
import { household, type Household } from './household';
import { type LifeParts, type Living, living } from './living';
import type { Modem } from './modem';
import type { Timings } from './line/timings';
import { presence, type Presence } from './presence';

/** What a connection is made of. */
export interface ConnectionParts {
  readonly transport: Transport;
  readonly profile: Profile;
  readonly patient: Timings;
  readonly reconnects: boolean;
  readonly bearerKeepMs: number | undefined;
  /** Emits when the connection is left. */
  readonly left: Observable<void>;
}

/** A modem and all that outlives its ports. */
export interface Connection {
  readonly modem: Modem;
  readonly household: Household;
  /** Begins a life on an open port. */
  readonly begin: (port: Port) => Living;
  /** It was brought up. */
  readonly cameUp: () => void;
  /** No port will follow. */
  readonly end: (error?: unknown) => void;
  /** All that was to be told was told. */
  readonly close: () => void;
}

/** Gives each service a queue of its own. */
const turns = (): ((service: string) => Turn) => {
  const known = new Map<string, Turn>();
  return (service) => {
    const turn = known.get(service) ?? serialize();
    known.set(service, turn);
    return turn;
  };
};

/** Work on the life that is there, or on the next one: left while none is there, it never begins. */
const onLife =
  <T>({ there }: Presence, work: (life: Living) => Work<T>): Work<T> =>
  (leaving) =>
    there.pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what has begun is told, and winds itself up
      takeUntil(leaving),
      mergeMap((life) => work(life)(leaving)),
    );

const modemOn = (
  { transport, profile, ...parts }: ConnectionParts,
  house: Household,
  present: Presence,
  link: Observable<ConnectionState>,
): Modem => {
  const turnOf = turns();
  const send: Modem['send'] = (command, feed) =>
    house.open(onLife(present, (life) => life.send(command, feed)));
  const inTurn: Modem['exclusive'] = (service, work) =>
    house.open(turnOf(service)(onLife(present, (life) => (leaving) => work(life.talk())(leaving))));
  return Object.freeze({
    profile,
    transport,
    send,
    sendRaw: (text) => defer(() => send(raw(text, profile.vocabulary))),
    urcs: present.each(({ urcs }) => urcs).pipe(share()),
    trace: present.each(({ trace }) => trace).pipe(share()),
    state: stateViews(profile.views, present, link),
    exclusive: inTurn,
    withBearer: sharedBearer({ ...parts, dialect: profile.bearer, house, present }),
    keepOpen: house.hold,
    pending: house.load,
    redact: (line) => present.current()?.shown(line) ?? line,
    note: (text) => present.current()?.note(text),
  } satisfies Modem);
};

/** Keeps whether the modem can be spoken with, and how often it started. */
const linkOf = ({ over }: Presence) => {
  const state = new ReplaySubject<ConnectionState>(1);
  let starts = 0;
  const tell = (isUp: boolean): void => state.next(Object.freeze({ isUp, starts }));
  return {
    state: state.pipe(takeUntil(over)),
    up: (): void => {
      starts += 1;
      tell(true);
    },
    down: (): void => tell(false),
  };
};

/** Makes the modem of a connection: it stands while ports come and go. */
export const connection = (parts: ConnectionParts): Connection => {
  const { profile, patient: timings, reconnects } = parts;
  const house = household();
  const present = presence();
  const link = linkOf(present);
  const lifeParts: LifeParts = {
    profile,
    patient: timings,
    household: house,
    reconnects,
    ended: () => {
      link.down();
      if (reconnects) present.went();
    },
  };
  const modem = modemOn(parts, house, present, link.state);
  present.each(({ restarts }) => restarts).subscribe(link.up);
  const left = new ModemError({ kind: 'closed', where: profile.title, left: true });
  let isOver = false;
  return {
    modem,
    household: house,
    begin: (port) => {
      const life = living(port, lifeParts);
      present.came(life);
      return life;
    },
    cameUp: link.up,
    end: (error) => {
      if (!isOver) present.ended(error instanceof ModemError ? error : left);
      isOver = true;
    },
    close: present.close,
  };
};
