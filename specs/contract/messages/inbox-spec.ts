import {
  concat,
  defer,
  EMPTY,
  filter,
  first,
  map,
  merge,
  type Observable,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { type InboxEvent, type InboxItem, type InboxOptions, type Modem, openModem, sms } from '../../../lib';
import { faults } from '../../../lib/emulator';
import { encodeDeliver } from '../../../lib/pdu/encodeDeliver';
import { cable } from '../../modem/cable';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';
import { ADA, BEN, FAMILIES, messagesDesk, type MessagesDesk } from './messagesDesk';

const LONG = 'Every part of this text waits for the others. '.repeat(9);
const MINUTE = 60_000;

/** The texts that were given out, whole or not. */
const textsOf = ({ values }: Watched<InboxEvent>): readonly unknown[] =>
  values.flatMap((event) => (event.kind === 'message' ? [event.text] : []));

const reading =
  (ms: number, options?: InboxOptions) =>
  (modem: Modem): Observable<InboxEvent> =>
    sms.inbox(modem, options).pipe(takeUntil(timer(ms)));

/** Reads, while something happens at times. */
const readWhile = (
  desk: MessagesDesk,
  ms: number,
  happens: Readonly<Record<number, () => void>>,
  options?: InboxOptions,
): Watched<InboxEvent> =>
  desk.run((modem) => {
    for (const [at, happen] of Object.entries(happens)) timer(Number(at)).subscribe(happen);
    return reading(ms, options)(modem);
  });

describe.each(FAMILIES)('sms.inbox on a $title', (profile) => {
  it('gives out what is stored, then what comes, and leaves nothing in the modem', () => {
    const desk = messagesDesk(profile);
    const got = readWhile(desk, MINUTE, {
      0: () => desk.virtual.network.sms({ from: ADA, text: 'first' }),
      20_000: () => desk.virtual.network.sms({ from: BEN, text: 'second' }),
    });

    expect(got.values).toMatchObject([
      { kind: 'message', from: ADA, text: 'first', parts: 1, missing: [], isCompleted: false },
      { kind: 'message', from: BEN, text: 'second' },
    ]);
    expect(desk.held()).toEqual([]);
  });

  it('finds what lies in every storage', () => {
    const desk = messagesDesk(profile, { faults: [faults.otherStorage()] });
    desk.virtual.network.sms({ from: ADA, text: 'there' });
    const got = readWhile(desk, MINUTE, {
      20_000: () => desk.virtual.network.sms({ from: ADA, text: 'live' }),
    });

    expect(textsOf(got)).toEqual(['there', 'live']);
    expect(desk.held()).toEqual([]);
  });

  it.each([
    ['in order', []],
    ['out of order', [faults.shuffledSms()]],
    ['with a double', [faults.doubledSms({ ms: 1_000 })]],
  ])('joins the parts of a long text that come %s', (_, struck) => {
    const desk = messagesDesk(profile, { faults: struck });
    const got = readWhile(desk, 5 * MINUTE, {
      5_000: () => desk.virtual.network.sms({ from: ADA, text: LONG }),
    });

    expect(got.values).toMatchObject([{ kind: 'message', text: LONG, parts: 3, missing: [] }]);
    expect(desk.held()).toEqual([]);
  });

  it('gives a message once that the service centre delivers again', () => {
    const desk = messagesDesk(profile, { faults: [faults.doubledSms({ ms: 10_000 })] });
    const got = readWhile(desk, 5 * MINUTE, {
      5_000: () => desk.virtual.network.sms({ from: ADA, text: 'once' }),
    });

    expect(textsOf(got)).toEqual(['once']);
    expect(desk.held()).toEqual([]);
  });

  it('gives out what came of a text, and names the parts that did not', () => {
    const desk = messagesDesk(profile, { faults: [faults.lostSms()] });
    const got = readWhile(
      desk,
      2 * 3_600_000,
      { 5_000: () => desk.virtual.network.sms({ from: ADA, text: LONG }) },
      { partialAfterMs: 3_600_000 },
    );

    expect(got.values).toMatchObject([{ kind: 'message', parts: 3, missing: [1], isCompleted: false }]);
    expect(desk.held()).toEqual([]);
  });

  it('completes a message that was given out with a part missing', () => {
    const desk = messagesDesk(profile);
    const parts = encodeDeliver({ from: ADA, text: LONG, reference: 7, sentAt: '2026-01-01T00:00:00+00:00' });
    const come = (at: number) => () => desk.virtual.network.sms({ pdu: parts[at]?.raw ?? '' });
    const got = readWhile(
      desk,
      2 * 3_600_000,
      { 5_000: come(2), 6_000: come(0), 7_000_000: come(1) },
      { partialAfterMs: 3_600_000 },
    );

    expect(got.values).toMatchObject([
      { missing: [2], isCompleted: false },
      { text: LONG, missing: [], isCompleted: true, id: (got.values[0] as InboxItem & { id: string }).id },
    ]);
    expect(desk.held()).toEqual([]);
  });

  it('keeps texts of one reference apart that are of two senders', () => {
    const desk = messagesDesk(profile);
    const from = (sender: string, text: string) =>
      encodeDeliver({ from: sender, text, reference: 7, sentAt: '2026-01-01T00:00:00+00:00' });
    const [one, other] = [from(ADA, 'a'.repeat(200)), from(BEN, 'b'.repeat(200))];
    const got = readWhile(desk, MINUTE, {
      5_000: () => {
        for (const pdu of [other[1], one[1], one[0], other[0]])
          desk.virtual.network.sms({ pdu: pdu?.raw ?? '' });
      },
    });

    expect(textsOf(got)).toEqual(['a'.repeat(200), 'b'.repeat(200)]);
  });

  it('deletes a message only when it was taken over', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: ADA, text: 'slow' });
    const taken: string[] = [];
    const into = ({ kind }: InboxItem) =>
      concat(
        timer(30_000),
        defer(() => (taken.push(kind), EMPTY)),
      );
    const early = desk.run(reading(20_000, { into }));
    expect([early.values, taken, desk.held().length]).toEqual([[], [], 1]);

    const late = desk.run(reading(50_000, { into }));
    expect([textsOf(late), taken, desk.held().length]).toEqual([['slow'], ['message'], 0]);
  });

  it('fails as what takes the messages over, and keeps them', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: ADA, text: 'kept' });
    const got = desk.run(reading(MINUTE, { into: () => throwError(() => new Error('disk full')) }));

    expect(got.end).toBe('no ModemError: Error: disk full');
    expect(desk.held()).toMatchObject([{ text: 'kept' }]);
  });

  it('leaves messages in the modem if it is to, and gives each out once', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: ADA, text: 'kept' });
    const got = readWhile(
      desk,
      20 * MINUTE,
      { 30_000: () => desk.virtual.network.sms({ from: ADA, text: 'too' }) },
      { remove: false },
    );

    expect(textsOf(got)).toEqual(['kept', 'too']);
    expect(desk.held()).toHaveLength(2);
  });

  it('leaves what is stored alone if only new messages count', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: ADA, text: 'old' });
    const got = readWhile(
      desk,
      20 * MINUTE,
      { 30_000: () => desk.virtual.network.sms({ from: ADA, text: 'new' }) },
      { stored: false },
    );

    expect(textsOf(got)).toEqual(['new']);
    expect(desk.held()).toMatchObject([{ text: 'old' }]);
  });

  it('drains a full memory, says so, and takes what the network kept back', () => {
    const desk = messagesDesk(profile, { simPlaces: 3, memoryPlaces: 3 });
    const texts = Array.from({ length: 12 }, (_, at) => `message ${at}`);
    const got = desk.run((modem) => {
      for (const text of texts) desk.virtual.network.sms({ from: ADA, text });
      return modem.keepOpen(timer(10_000).pipe(switchMap(() => reading(90 * MINUTE)(modem))));
    });

    expect([...textsOf(got)].sort()).toEqual([...texts].sort());
    expect(got.values).toContainEqual({ kind: 'memory', storage: 'SM', used: 3, total: 3, isFull: true });
    expect(got.values.filter(({ kind }) => kind === 'memory').at(-1)).toMatchObject({ isFull: false });
    expect(desk.held()).toEqual([]);
  });

  it('joins a text that has more parts than the memory has places, without waiting for a poll', () => {
    const desk = messagesDesk(profile, { simPlaces: 4, memoryPlaces: 4 });
    const text = 'x'.repeat(1_400);
    const got = readWhile(
      desk,
      5 * MINUTE,
      { 5_000: () => desk.virtual.network.sms({ from: ADA, text }) },
      { pollMs: Infinity },
    );

    expect(textsOf(got)).toEqual([text]);
    expect(desk.held()).toEqual([]);
  });

  it('has messages announced again after a restart, and finds what came meanwhile', () => {
    const desk = messagesDesk(profile);
    const got = readWhile(desk, 4 * MINUTE, {
      20_000: () => desk.virtual.restart(),
      20_001: () => desk.virtual.network.sms({ from: ADA, text: 'meanwhile' }),
      100_000: () => desk.virtual.network.sms({ from: ADA, text: 'afterwards' }),
    });

    expect(textsOf(got)).toEqual(['meanwhile', 'afterwards']);
    expect(desk.heard.filter((line) => line.startsWith('AT+CNMI='))).toHaveLength(4);
  });

  it('finds by looking what was not announced', () => {
    const desk = messagesDesk(profile);
    const got = desk.run((modem) =>
      merge(
        sms.inbox(modem, { pollMs: 2 * MINUTE }).pipe(takeUntil(timer(5 * MINUTE))),
        timer(10_000).pipe(
          switchMap(() => modem.sendRaw('AT+CNMI=0,0')),
          tap(() => desk.virtual.network.sms({ from: ADA, text: 'silent' })),
          switchMap(() => EMPTY),
        ),
      ),
    );

    expect(textsOf(got)).toEqual(['silent']);
  });

  it('copes with places that count from nought, and with one that is none', () => {
    const desk = messagesDesk(profile, { faults: [faults.placesFromZero()] });
    const got = readWhile(desk, MINUTE, {
      5_000: () => desk.virtual.network.sms({ from: ADA, text: 'zero' }),
      10_000: () => desk.virtual.say('+CMTI: ,-1'),
    });

    expect(textsOf(got)).toEqual(['zero']);
    expect(desk.held()).toEqual([]);
  });

  it('keeps the digits of what can’t be read, and goes on', () => {
    const desk = messagesDesk(profile);
    const pdu = '0791515500F0040B91515510';
    const got = readWhile(desk, MINUTE, {
      5_000: () => desk.virtual.network.sms({ pdu }),
      6_000: () => desk.virtual.network.sms({ from: ADA, text: 'fine' }),
    });

    expect(got.values).toMatchObject([
      { kind: 'malformed', raw: pdu },
      { kind: 'message', text: 'fine' },
    ]);
    expect(desk.held()).toEqual([]);
  });

  it('says that a multimedia message waits, and clears its push', () => {
    const desk = messagesDesk(profile);
    const push = [
      ...[0x01, 0x06, 0x03, 0xbe, 0xaf, 0x84, 0x8c, 0x82, 0x98, 0x54, 0x31, 0x00, 0x8d, 0x90],
      ...[0x8e, 0x02, 0x12, 0x34, 0x83],
      ...new TextEncoder().encode('http://mms.example.com/m?id=1'),
      0x00,
    ];
    const got = readWhile(desk, MINUTE, {
      5_000: () =>
        desk.virtual.network.sms({
          from: ADA,
          data: Uint8Array.from(push),
          ports: { destination: 2948, source: 9200 },
        }),
    });

    expect(got.values).toMatchObject([
      {
        kind: 'push',
        from: ADA,
        push: { what: 'mms', url: 'http://mms.example.com/m?id=1', sizeBytes: 0x1234, transaction: 'T1' },
      },
    ]);
    expect(desk.held()).toEqual([]);
  });

  it('takes messages that come directly, and acknowledges them', () => {
    const desk = messagesDesk(profile);
    const got = readWhile(
      desk,
      MINUTE,
      { 5_000: () => desk.virtual.network.sms({ from: ADA, text: LONG }) },
      { direct: true },
    );

    expect(textsOf(got)).toEqual([LONG]);
    expect(desk.heard.filter((line) => line.startsWith('AT+CNMA'))).toHaveLength(3);
  });

  it('deletes the message at whose event its reader leaves', () => {
    const desk = messagesDesk(profile);
    const got = desk.run((modem) => {
      timer(5_000).subscribe(() => desk.virtual.network.sms({ from: ADA, text: 'code 123456' }));
      return sms.inbox(modem).pipe(
        filter((event) => event.kind === 'message'),
        map(({ text = '' }) => /\d{6}/.exec(text)?.[0]),
        first(),
      );
    });

    expect(got.values).toEqual(['123456']);
    expect(desk.held()).toEqual([]);
  });

  it('goes on after its port was away, and finds what came meanwhile', () => {
    const desk = messagesDesk(profile);
    const wire = cable(desk.virtual.transport);
    const got = virtually(() => {
      timer(20_000).subscribe(wire.unplug);
      timer(25_000).subscribe(() => desk.virtual.network.sms({ from: ADA, text: 'meanwhile' }));
      timer(50_000).subscribe(wire.plug);
      timer(120_000).subscribe(() => desk.virtual.network.sms({ from: ADA, text: 'afterwards' }));
      return watch(
        openModem(wire.transport, profile, { reconnect: true }).pipe(
          take(1),
          switchMap((modem) => sms.inbox(modem).pipe(takeUntil(timer(4 * MINUTE)))),
        ),
      );
    });

    expect(textsOf(got)).toEqual(['meanwhile', 'afterwards']);
    expect(desk.held()).toEqual([]);
  });

  it('fails when its port goes away for good', () => {
    const desk = messagesDesk(profile);
    const wire = cable(desk.virtual.transport);
    const got = virtually(() => {
      timer(20_000).subscribe(wire.unplug);
      return watch(
        openModem(wire.transport, profile).pipe(
          take(1),
          switchMap((modem) => sms.inbox(modem)),
        ),
      );
    });

    expect(got.end).toBe('closed');
  });
});
