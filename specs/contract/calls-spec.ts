/* eslint-disable rxjs-x/no-subscribe-in-pipe -- what the far end hears is noted beside the flow */
import {
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  take,
  takeUntil,
  tap,
  timer,
  NEVER,
  switchMap,
  map,
} from 'rxjs';
import {
  a7600,
  calls,
  type Calls,
  commands,
  openModem,
  quectel,
  sim7600,
  sim800,
  type Modem,
  type Profile,
} from '../../lib';
import {
  type CallSignal,
  emulator,
  faults,
  type EmulatorSettings,
  type HostCall,
  mobileNetwork,
  simulatedWeb,
} from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { desk, type Desk } from '../modem/desk';
import { asking } from './asking';

const CALLEES: EmulatorSettings['callees'] = {
  '100': { ringsMs: 5_000, hangsUpAfterMs: 20_000 },
  '101': { then: 'busy' },
  '102': { then: 'no-answer', ringsMs: 20_000 },
  '103': { then: 'unreachable' },
  '105': {},
  '106': { tones: '42#', hangsUpAfterMs: 5_000 },
  '107': { ringsMs: 300_000 },
};
const FAMILIES = [
  { profile: sim800 },
  { profile: a7600 },
  { profile: sim7600 },
  { profile: quectel },
] as const;
const CALLER = '+491701234567';

const call = ({ heard }: Desk): readonly string[] =>
  heard.filter((line) => /^AT(?:D|A$|H|\+CHUP|\+CHLD|\+VTS)/.test(line));
const ended = (cause: string, number: string) => ({ kind: 'ended', number, cause });
const kinds = (values: readonly { readonly kind: string }[]): readonly string[] =>
  values.map(({ kind }) => kind);
const at = (ms: number, act: () => unknown): Observable<never> =>
  timer(ms).pipe(
    tap(() => void act()),
    ignoreElements(),
  );

describe.each(FAMILIES)('calls of a $profile.title', ({ profile }) => {
  const on = (knobs: Partial<EmulatorSettings> = {}): Desk =>
    desk(profile, 'page', { callees: CALLEES, ...knobs });

  it.each([
    ['as it is', {}],
    ['that lists a call late', { callListMs: 1_500 }],
    ['in pieces', { latencyMs: 1, faults: [faults.pieces({ most: 3 })] }],
  ] as const)('dial tells dialing, ringing, connected and ended on a modem %s', (_, knobs) => {
    const virtual = on(knobs);
    const made = asking(virtual, (modem) => calls.dial(modem, '100'));

    expect(made).toMatchObject({
      values: [
        { kind: 'dialing', number: '100' },
        { kind: 'ringing', number: '100' },
        { kind: 'connected', number: '100' },
        ended('remote', '100'),
      ],
      end: 'completed',
    });
    expect(call(virtual)).toEqual(['ATD100;']);
  });

  it.each([
    ['101', 'busy'],
    ['102', 'no-answer'],
    ['103', 'network'],
    ['999', 'network'],
  ])('a call to %s that does not connect ends with %s', (number, cause) => {
    const virtual = on();
    const made = asking(virtual, (modem) => calls.dial(modem, number));

    expect(made.values.at(-1)).toEqual(ended(cause, number));
    expect(made.end).toBe('completed');
    expect(call(virtual)).toEqual([`ATD${number};`]);
  });

  it('with AT+COLP=1 the OK comes when the call is connected, and its end may stand in its place', () => {
    const colp = (modem: Modem, number: string) =>
      concat(
        modem.send(commands.connectedNumbers({ on: true })).pipe(ignoreElements()),
        calls.dial(modem, number),
      );

    expect(kinds(asking(on(), (modem) => colp(modem, '100')).values)).toEqual([
      'dialing',
      'connected',
      'ended',
    ]);
    expect(asking(on(), (modem) => colp(modem, '102')).values.at(-1)).toMatchObject({ kind: 'ended' });
  });

  it.each([
    ['while it rings', 1_000],
    ['when it is connected', 10_000],
  ])('unsubscribing %s hangs up', (_, ms) => {
    const virtual = on();
    const made = asking(virtual, (modem) =>
      merge(calls.dial(modem, '105').pipe(takeUntil(timer(ms))), timer(20_000).pipe(ignoreElements())),
    );

    expect(made.end).toBe('completed');
    expect(call(virtual)).toEqual(['ATD105;', 'AT+CHUP']);
    expect(virtual.virtual.state.modem.calls).toEqual([]);
  });

  it('a call that nobody answers is given up in time', () => {
    const virtual = on();
    const made = asking(virtual, (modem) => calls.dial(modem, '107', { answerWithinMs: 30_000 }));

    expect(made.values.at(-1)).toEqual(ended('no-answer', '107'));
    expect(made.end).toBe('completed');
    expect(call(virtual)).toEqual(['ATD107;', 'AT+CHUP']);
  });

  it('a modem that is not registered says so', () => {
    expect(asking(on({ registration: 2 }), (modem) => calls.dial(modem, '100'))).toMatchObject({
      values: [{ kind: 'dialing' }, ended('network', '100')],
    });
  });

  it('an ATD without an answer may have been done, and is hung up', () => {
    const virtual = on({ faults: [faults.stall({ during: 'ATD' })] });
    const made = asking(virtual, (modem) => calls.dial(modem, '105'));

    expect(made).toMatchObject({ end: 'timeout answer', reason: { mayBeDone: true } });
    expect(call(virtual)).toEqual(['ATD105;', 'AT+CHUP']);
  });

  it.each(['', '12;34', '12\r', '+', '1"2', 'A1', '1'.repeat(41), '12+3', '1\x1a'])(
    'the number %j is refused before anything is written',
    (number) => {
      const virtual = on();

      expect(asking(virtual, (modem) => calls.dial(modem, number)).reason).toMatchObject({
        kind: 'invalid-argument',
        name: 'number',
      });
      expect(call(virtual)).toEqual([]);
    },
  );

  it('a number may be grouped as people write it', () => {
    const virtual = on();
    asking(virtual, (modem) => calls.dial(modem, '(1) 0-1'));

    expect(call(virtual)).toEqual(['ATD101;']);
  });

  /** Reads incoming calls for a while; `ring` makes one after a second. */
  const incoming = (
    knobs: Partial<EmulatorSettings>,
    act: (modem: Modem, from: Desk['virtual']['network']) => Observable<unknown> = () => NEVER,
    from: string | null = CALLER,
    waitsMs = 20_000,
  ) => {
    const virtual = on(knobs);
    const { network } = virtual.virtual;
    const heard: CallSignal[] = [];
    let host: HostCall | undefined;
    const seen: { readonly number?: string; readonly end?: unknown }[] = [];
    const result = asking(virtual, (modem) =>
      merge(
        calls.incoming(modem).pipe(
          mergeMap((one) => {
            seen.push(one.number === undefined ? {} : { number: one.number });
            return merge(
              one.ended.pipe(
                tap((end) => seen.push({ end })),
                ignoreElements(),
              ),
              act(modem, network).pipe(ignoreElements()),
            );
          }),
        ),
        at(1_000, () => {
          host = network.call({ ...(from !== null && { from }), waitsMs });
          host.events.subscribe((signal) => heard.push(signal));
        }),
      ).pipe(takeUntil(timer(60_000))),
    );
    return { virtual, seen, heard, result, host };
  };

  it.each([
    ['as it is', {}],
    ['with a late +CLIP', { clipMs: 300 }],
    ['with a +CLIP behind the list of calls', { clipMs: 1_200, callListMs: 3_000 }],
    ['without +CLIP', { clipMissing: true }],
    ['with foreign URCs everywhere', { faults: [faults.urcs({ lines: ['+CREG: 1'] })] }],
  ] as const)('an incoming call is emitted once, and its missing, on a modem %s', (_, knobs) => {
    const { seen, result, virtual } = incoming(knobs);

    expect(result.end).toBe('completed');
    expect(seen).toEqual([{ number: CALLER }, { end: { kind: 'ended', number: CALLER, cause: 'missed' } }]);
    expect(call(virtual)).toEqual([]);
  });

  it('a withheld number is missing', () => {
    const { seen } = incoming({}, undefined, null);

    expect(seen).toEqual([{}, { end: { kind: 'ended', cause: 'missed' } }]);
  });

  it('an incoming call can be answered, and the caller hangs up', () => {
    const events: unknown[] = [];
    const virtual = on();
    const { network } = virtual.virtual;
    const result = asking(virtual, (modem) =>
      merge(
        calls.incoming(modem).pipe(
          take(1),
          mergeMap((one) => one.answer().pipe(tap((event) => events.push(event)))),
        ),
        at(1_000, () => {
          const host = network.call({ from: CALLER });
          timer(10_000).subscribe(() => host.hangUp());
        }),
      ).pipe(takeUntil(timer(60_000))),
    );

    expect(result.end).toBe('completed');
    expect(events).toEqual([
      { kind: 'connected', number: CALLER },
      { kind: 'ended', number: CALLER, cause: 'remote' },
    ]);
    expect(call(virtual)).toEqual(['ATA']);
  });

  it('a caller who has gone when the call is answered is missed, and the next one is another call', () => {
    const virtual = on();
    const events: unknown[] = [];
    asking(virtual, (modem) =>
      merge(
        calls.incoming(modem).pipe(
          mergeMap((one) => one.answer()),
          tap((event) => events.push(event)),
        ),
        // It rings, and nobody is there.
        at(1_000, () => virtual.virtual.say('RING')),
        at(5_000, () => virtual.virtual.network.call({ from: CALLER })),
      ).pipe(takeUntil(timer(12_000))),
    );

    expect(events).toEqual([
      { kind: 'ended', cause: 'missed' },
      { kind: 'connected', number: CALLER },
    ]);
  });

  it('leaving an answered call hangs up', () => {
    const virtual = on();
    const heard: CallSignal[] = [];
    asking(virtual, (modem) =>
      merge(
        calls.incoming(modem).pipe(
          take(1),
          mergeMap((one) => one.answer().pipe(takeUntil(timer(3_000)))),
        ),
        at(1_000, () =>
          virtual.virtual.network.call({ from: CALLER }).events.subscribe((signal) => heard.push(signal)),
        ),
      ).pipe(takeUntil(timer(30_000))),
    );

    expect(call(virtual)).toEqual(['ATA', 'AT+CHUP']);
    expect(heard.at(-1)).toEqual({ kind: 'ended', cause: 'hung-up' });
  });

  it('an incoming call can be refused', () => {
    const virtual = on();
    const ends: unknown[] = [];
    const heard: CallSignal[] = [];
    asking(virtual, (modem) =>
      merge(
        calls.incoming(modem).pipe(
          take(1),
          mergeMap((one) => merge(one.ended.pipe(tap((end) => ends.push(end))), one.reject())),
        ),
        at(1_000, () =>
          virtual.virtual.network.call({ from: CALLER }).events.subscribe((signal) => heard.push(signal)),
        ),
      ).pipe(takeUntil(timer(30_000))),
    );

    expect(call(virtual)).toEqual(['AT+CHUP']);
    expect(ends).toEqual([{ kind: 'ended', number: CALLER, cause: 'rejected' }]);
    expect(heard.at(-1)).toEqual({ kind: 'ended', cause: 'rejected' });
  });

  it('a call that comes in during another one is emitted, and answering it holds the first', () => {
    const virtual = on();
    const states: Calls[] = [];
    const result = asking(virtual, (modem) =>
      merge(
        modem.state.calls.pipe(
          tap((now) => states.push(now)),
          ignoreElements(),
        ),
        concat(
          modem.send(commands.callWaiting({ on: true })).pipe(ignoreElements()),
          calls.dial(modem, '105'),
        ),
        calls.incoming(modem).pipe(mergeMap((one) => one.answer())),
        at(10_000, () => virtual.virtual.network.call({ from: CALLER })),
      ).pipe(takeUntil(timer(20_000))),
    );

    expect(result.end).toBe('completed');
    expect(states.map(({ current }) => current.map(({ state }) => state))).toContainEqual(['held', 'active']);
    expect(call(virtual).slice(0, 2)).toEqual(['ATD105;', 'AT+CHLD=2']);
  });

  it('DTMF keys are sent one by one, and received', () => {
    const virtual = on();
    const heard: string[] = [];
    asking(virtual, (modem) =>
      merge(
        calls.tones(modem).pipe(
          tap(({ key }) => heard.push(key)),
          ignoreElements(),
        ),
        calls
          .dial(modem, '106')
          .pipe(mergeMap((event) => (event.kind === 'connected' ? calls.sendTones(modem, '1a#') : EMPTY))),
      ).pipe(takeUntil(timer(30_000))),
    );

    expect(call(virtual).slice(0, 4)).toEqual(['ATD106;', 'AT+VTS=1', 'AT+VTS=A', 'AT+VTS=#']);
    expect(heard).toEqual(['4', '2', '#']);
  });

  it.each(['', '1 2', '1\r', 'E', '12"'])('the keys %j are refused before anything is written', (keys) => {
    expect(asking(on(), (modem) => calls.sendTones(modem, keys)).reason).toMatchObject({
      kind: 'invalid-argument',
      name: 'keys',
    });
  });

  it('a restart ends all calls', () => {
    const virtual = on();
    const states: Calls[] = [];
    const result = asking(virtual, (modem) =>
      merge(
        modem.state.calls.pipe(
          tap((now) => states.push(now)),
          ignoreElements(),
        ),
        calls.dial(modem, '105'),
        at(10_000, () => virtual.virtual.restart()),
      ),
    );

    expect(result.values.at(-1)).toEqual(ended('lost', '105'));
    expect(states.at(-1)).toMatchObject({ current: [], ended: [{ number: '105', cause: 'lost' }] });
  });

  it('numbers and keys are not shown in the trace', () => {
    const shown: string[] = [];
    const virtual = on();
    asking(
      virtual,
      (modem) =>
        merge(
          calls.incoming(modem).pipe(mergeMap((one) => one.reject())),
          at(1_000, () => virtual.virtual.network.call({ from: CALLER })),
          defer(() => calls.dial(modem, '106')).pipe(
            mergeMap((event) => (event.kind === 'connected' ? calls.sendTones(modem, '77') : EMPTY)),
          ),
        ).pipe(takeUntil(timer(30_000))),
      { trace: ({ text }) => void shown.push(text) },
    );

    expect(shown).toContain('ATD***');
    expect(shown.join('\n')).not.toMatch(/106|77|4917/);
  });
});

describe('two modems of one network', () => {
  const pair = (one: Profile, other: Profile) => {
    const network = mobileNetwork();
    const modemOf = (profile: Profile, number: string) =>
      emulator({
        family: profile.name,
        origin: simulatedWeb({}),
        network,
        number,
        latencyMs: 0,
      });
    return [modemOf(one, '+491700000001'), modemOf(other, '+491700000002')] as const;
  };

  it.each([
    { from: 'a SIM800', one: sim800, to: 'an A7600', other: a7600 },
    { from: 'a SIM7600', one: sim7600, to: 'a SIM800', other: sim800 },
  ])('call each other: $from calls $to', ({ one, other }) => {
    const [ada, ben] = pair(one, other);
    const made = virtually(() =>
      watch(
        merge(
          openModem(ada.transport, one).pipe(switchMap((modem) => calls.dial(modem, '+491700000002'))),
          openModem(ben.transport, other).pipe(
            switchMap((modem) => calls.incoming(modem)),
            mergeMap((one) =>
              timer(3_000).pipe(
                mergeMap(() => one.answer()),
                takeUntil(timer(9_000)),
              ),
            ),
            map((event) => ({ ben: event.kind })),
          ),
        ).pipe(takeUntil(timer(30_000))),
      ),
    );

    expect(made.values.filter((event) => 'ben' in event)).toEqual([{ ben: 'connected' }]);
    expect(made.values.filter((event) => 'kind' in event)).toEqual([
      { kind: 'dialing', number: '+491700000002' },
      { kind: 'ringing', number: '+491700000002' },
      { kind: 'connected', number: '+491700000002' },
      { kind: 'ended', number: '+491700000002', cause: 'remote' },
    ]);
  });
});
