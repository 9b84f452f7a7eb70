import { fc } from '../helpers/seeded';
import { concat, EMPTY, filter, map, switchMap, take, takeUntil, tap, timer } from 'rxjs';
import {
  a7600,
  type InboxItem,
  type InboxRecord,
  type InboxStore,
  openModem,
  type Profile,
  quectel,
  sim7600,
  sim800,
  sms,
} from '../../lib';
import { emulator, faults, mobileNetwork, simulatedWeb } from '../../lib/emulator';
import { fullOr } from '../helpers/thin';
import { cable } from '../modem/cable';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';

// The laws of issue 15: of many messages each is given out exactly once in content, none is lost, and the SIM is empty at the end;
// no text is altered between two modems.

const FAMILIES: readonly Profile[] = [sim800, a7600, sim7600, quectel];
const COUNT = fullOr(1_000, 90);
const EVERY_MS = 7_000;
const END_MS = COUNT * EVERY_MS + 3 * 3_600_000;

/** A text of 1 to 5 parts, which no other one equals. */
const textOf = (at: number): string => {
  const parts = 1 + (at % 5);
  const isWide = at % 3 === 0;
  return `${at}: ${(isWide ? 'ž😀' : 'a{b').repeat((isWide ? 20 : 36) * parts - 10)}`;
};

/** What an inbox of a host that is restarted keeps. */
const memoryStore = (): InboxStore => {
  let kept: InboxRecord | undefined;
  return {
    load: () => [kept],
    save: (record) => {
      kept = JSON.parse(JSON.stringify(record)) as InboxRecord;
      return EMPTY;
    },
  };
};

describe.each(FAMILIES)(`law: ${COUNT} messages to a $title`, (profile) => {
  it('are given out once each, through doubles, restarts, an unplugged port and a full memory', () => {
    const virtual = emulator({
      ...{ family: profile.name, origin: simulatedWeb({}), latencyMs: 0 },
      ...{ simPlaces: 10, memoryPlaces: 10 },
      faults: [faults.shuffledSms({ times: 40 }), faults.doubledSms({ times: 40, ms: 30_000 })],
    });
    const wire = cable(virtual.transport);
    const store = memoryStore();
    const given: (string | undefined)[] = [];
    let full = 0;
    const taken = (item: InboxItem) =>
      timer(20).pipe(tap(() => item.kind === 'message' && given.push(item.text)));
    // The host is restarted in the middle, twice: it takes up what it kept.
    const session = (ms: number) =>
      openModem(wire.transport, profile, { reconnect: true }).pipe(
        take(1),
        switchMap((modem) => sms.inbox(modem, { store, into: taken })),
        takeUntil(timer(ms)),
      );
    const got = virtually(() => {
      for (let at = 0; at < COUNT; at += 1)
        timer(at * EVERY_MS).subscribe(() =>
          virtual.network.sms({
            from: `+1555010${at % 9}`,
            text: textOf(at),
            sentAt: new Date(1.7e12 + at * 1_000),
          }),
        );
      const third = (COUNT * EVERY_MS) / 3;
      for (const share of [0.4, 1.3, 2.2]) {
        timer(third * share).subscribe(wire.unplug);
        timer(third * share + 90_000).subscribe(wire.plug);
        timer(third * share + 200_000).subscribe(() => virtual.restart());
      }
      return watch(
        concat(
          session(third),
          timer(5_000).pipe(filter((_): _ is never => false)),
          session(third),
          session(END_MS),
        ),
        (event) => {
          if (event.kind === 'memory' && event.isFull) full += 1;
        },
      );
    });
    const held = virtually(() =>
      watch(
        openModem(virtual.transport, profile).pipe(
          take(1),
          switchMap((modem) => sms.list(modem)),
        ),
      ),
    );

    expect(got.end).toBe('completed');
    expect(held.values).toEqual([]);
    expect([...given].sort()).toEqual(Array.from({ length: COUNT }, (_, at) => textOf(at)).sort());
    expect(full).toBeGreaterThan(0);
  });
});

describe('law: no text is altered', () => {
  it.each([
    { from: sim800, to: a7600 },
    { from: a7600, to: sim7600 },
    { from: sim7600, to: sim800 },
  ])('from a $from.title to a $to.title', ({ from, to }) => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 400 }),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (sent, isWide) => {
        const network = mobileNetwork();
        const common = { origin: simulatedWeb({}), latencyMs: 0, network };
        const one = emulator({ ...common, family: from.name, number: '+15550100001' });
        const other = emulator({ ...common, family: to.name, number: '+15550100002' });
        const received = virtually(() => {
          watch(
            openModem(one.transport, from).pipe(
              take(1),
              switchMap((modem) =>
                sms.send(modem, {
                  to: '+15550100002',
                  text: sent,
                  referenceBits: isWide ? 16 : 8,
                  maxParts: 20,
                }),
              ),
            ),
          );
          return watch(
            openModem(other.transport, to).pipe(
              take(1),
              switchMap((modem) => sms.inbox(modem).pipe(takeUntil(timer(30_000)))),
              map((event) => (event.kind === 'message' ? event.text : event.kind)),
            ),
          );
        });

        expect(received.values).toEqual([sent]);
      }),
      { numRuns: fullOr(300, 15), seed: 15 },
    );
  });
});
