import { fc } from '../helpers/seeded';
import { concat, map, merge, mergeMap, type Observable, of, switchMap, take } from 'rxjs';
import {
  a7600,
  calls,
  certificates,
  commands,
  ftp,
  http,
  type Modem,
  modemMqtt,
  ModemError,
  phonebook,
  type Profile,
  quectel,
  sim800,
  sms,
  sockets,
  type Transport,
  ussd,
} from '../../lib';
import { type Fault, faults, type EmulatorSettings } from '../../lib/emulator';
import { encodeSubmit } from '../../lib/pdu/encodeSubmit';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { flowDesk, HOST, PARTY, server } from './flowDesk';
import { fullOr } from '../helpers/thin';

// Law 7: no password, PIN, key or URL credential appears in a trace, an error or a recording. A secret may well be `OK`, or
// `1`: so two secrets of one length are tried in turn, and what people are shown may not differ by a single character.

type Run = (modem: Modem, secret: string) => Observable<unknown>;
interface Keeper {
  readonly title: string;
  readonly run: Run;
  readonly families?: readonly string[];
  /** Whether the modem tells a checksum of the secret. */
  readonly isSummed?: boolean;
}

/** What would end the credentials of a URL stands encoded in it. */
const inUrl = (secret: string): string => secret.replace(/[/?#@]/g, '-');

/** A message can’t hold half a surrogate pair, and ends in text mode at these. */
const printableOf = (text: string): string => text.replace(/[^ -~\xa1-\xff]/g, '-');
const digitsOf = (text: string): string =>
  Array.from(text, (letter) => letter.charCodeAt(0) % 10)
    .join('')
    .slice(0, 15);

const header =
  (name: string): Run =>
  (modem, secret) =>
    http.get(modem, { url: PAGE, headers: { 'X-Board': '7', [name]: secret, Accept: '*/*' } });

const keepers: readonly Keeper[] = [
  { title: 'a PIN', run: (modem, pin) => modem.send(commands.pinEnter({ pin })) },
  { title: 'PUK and PIN', run: (modem, pin) => modem.send(commands.pinEnter({ pin, newPin: pin })) },
  { title: 'a PIN that is typed', run: (modem, pin) => modem.sendRaw(`AT+CPIN="${pin}"`) },
  { title: 'a new PIN that is typed', run: (modem, pin) => modem.sendRaw(`AT+CPWD="SC","${pin}","${pin}"`) },
  {
    title: 'the password of an access point',
    run: (modem, password) =>
      http.get(modem, { url: PAGE, access: { apn: 'internet', user: 'me', password } }),
  },
  {
    title: 'the password of a bearer, and what the modem tells of it',
    families: ['sim800'],
    run: (modem, value) =>
      concat(modem.send(commands.bearerSet({ cid: 1, tag: 'PWD', value })), modem.sendRaw('AT+SAPBR=4,1')),
  },
  {
    title: 'the password of an FTP server',
    run: (modem, password) => ftp.size(modem, { ...server, password }, '/a'),
  },
  {
    title: 'the password of the access point of sockets',
    run: (modem, password) =>
      sockets.resolve(modem, 'far.example', { access: { apn: 'internet', user: 'me', password } }),
  },
  { title: 'an Authorization field', run: header('Authorization') },
  { title: 'a Cookie', run: header('Cookie') },
  {
    title: 'a field that is typed',
    run: (modem, secret) => modem.sendRaw(`AT+HTTPPARA="USERDATA","X: 7\\r\\nCookie: ${secret}"`),
  },
  {
    title: 'the credentials of a URL that is typed',
    run: (modem, secret) =>
      concat(
        modem.send(commands.httpInit()),
        modem.sendRaw(`AT+HTTPPARA="URL","http://me:${inUrl(secret)}@example.com/"`),
      ),
  },
  {
    title: 'the credentials of a URL, which are refused',
    run: (modem, secret) => http.get(modem, `http://me:${inUrl(secret)}@example.com/`),
  },
  {
    title: 'the password of a TLS context, and what the modem tells of it',
    families: ['a7600'],
    run: (modem, value) =>
      concat(
        modem.send(commands.tlsSetting({ name: 'password', context: 0, value: `p${value}` })),
        modem.send(commands.tlsContext({ context: 0 })),
      ),
  },
  {
    title: 'user and password of a broker, and what is published there and comes from there',
    families: ['a7600', 'quectel'],
    run: (modem, secret) => {
      const broker = { host: HOST, clientId: 'board', user: secret, password: secret };
      return modemMqtt.connect(modem, broker).pipe(
        mergeMap((session) =>
          merge(
            session.messages,
            concat(session.subscribe('own'), session.publish({ topic: 'own', payload: secret })),
          ),
        ),
        take(1),
      );
    },
  },
  { title: 'a USSD code', run: (modem, code) => ussd.ask(modem, code) },
  { title: 'a number that is called', run: (modem, secret) => calls.dial(modem, digitsOf(secret)) },
  { title: 'keys that are pressed', run: (modem, secret) => calls.sendTones(modem, digitsOf(secret)) },
  {
    title: 'an entry of the phonebook, and what the modem tells of it',
    run: (modem, secret) =>
      concat(
        phonebook.write(modem, { index: 7, number: digitsOf(secret), name: secret }),
        phonebook.list(modem),
        phonebook.find(modem, secret),
      ),
  },
  {
    title: 'the text of a message that is sent',
    run: (modem, text) => sms.send(modem, { to: PARTY, text: printableOf(text), encoding: 'ucs2' }),
  },
  {
    title: 'the number that a message goes to',
    run: (modem, secret) => sms.send(modem, { to: `1${digitsOf(secret).slice(0, 15)}`, text: 'a' }),
  },
  {
    title: 'the number that a message in text mode goes to, and its text',
    run: (modem, secret) =>
      modem.send(commands.messageSend({ number: digitsOf(secret).slice(0, 15) }), ({ give }) =>
        give(latin1Bytes(`${printableOf(secret)}\x1a`)),
      ),
  },
  {
    title: 'a message that is read',
    run: (modem, text) => {
      const [pdu] = encodeSubmit({ to: PARTY, text: printableOf(text), encoding: 'ucs2' });
      return concat(
        modem.send(commands.messageWritePdu({ octets: pdu?.tpduLength ?? 0 }), ({ give }) =>
          give(latin1Bytes(`${pdu?.raw ?? ''}\x1a`)),
        ),
        sms.list(modem),
        sms.read(modem, 'SM:2'),
      );
    },
  },
  {
    title: 'a private key',
    isSummed: true,
    families: ['a7600', 'quectel'],
    run: (modem, secret) => certificates.put(modem, 'key.pem', latin1Bytes(secret)),
  },
];

/** What happens to what the modem says: bits flip, bytes are lost, a line end slips in, a line that nobody explains. */
interface Damage {
  readonly at: readonly number[];
  readonly how: 'flip' | 'lose' | 'break';
}

const HIGH_BIT = 0x80;

const damaged = (transport: Transport, { at, how }: Damage): Transport => {
  const struck = new Set(at);
  return transport.pipe(
    map((port) => {
      let position = 0;
      const strike = (byte: number): readonly number[] => {
        if (!struck.has(position++)) return [byte];
        if (how === 'flip') return [byte ^ HIGH_BIT];
        return how === 'lose' ? [] : [byte, 13, 10, 13, 10];
      };
      const incoming = port.incoming.pipe(
        mergeMap((bytes) => of(Uint8Array.from([...bytes].flatMap(strike)))),
      );
      return { ...port, incoming };
    }),
  );
};

/**
 * Two secrets with the same words of 16 bits in another order. A checksum of such words is shown: it says nothing of a key of a
 * thousand bytes, and a recording needs it to be played.
 */
const sameSum = (one: string, other: string): readonly [string, string] => {
  const even = (text: string): string => (text.length % 2 === 0 ? text : `${text} `);
  return [even(one) + even(other), even(other) + even(one)];
};

/** Everything that people are shown of a flow. */
const shownOf = (
  profile: Profile,
  run: () => Run,
  secret: string,
  knobs: Partial<EmulatorSettings>,
  damage: Damage,
) => {
  const shown: string[] = [];
  const fails = (error: unknown): void => {
    const { stack = '', message = '' } = error as Error;
    const [first] = stack.split('\n    at ');
    const reason = error instanceof ModemError ? JSON.stringify(error.reason) : '';
    shown.push(`fails: ${String(error)} ${message} ${first} ${JSON.stringify(error)} ${reason}`);
  };
  const show = (lead: string, { sign, text }: { sign: string; text: string }): void =>
    void shown.push(`${lead}${sign} ${text}`);
  const readLater = (modem: Modem): void => void modem.trace.subscribe((entry) => show('later ', entry));
  // The desk, too, is in virtual time: what its network does later would else keep the process.
  virtually(() =>
    flowDesk(profile, knobs)
      .connected({ trace: (entry) => show('', entry) }, (transport) => damaged(transport, damage))
      .pipe(
        take(1),
        switchMap((modem) => {
          readLater(modem);
          return concat(run()(modem, secret), modem.send(commands.signal()));
        }),
      )
      .subscribe({ error: fails }),
  );
  return shown;
};

const SIGNS = [..."abcXYZ0123456789 -_.,;:/\\$^*+?()[]{}|=&%#!~<>@'`"];
const pair = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom(['OK', 'zz'], ['1', '2'], ['AT', 'ab'], ['ERROR', 'xxxxx'], ['RDY', 'abc']),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(['a"b', 'c"d'], ['a\rb', 'c\rd'], ['xé\x7f', 'yé\x7f'], ['+CSQ', '+CRE']),
  },
  {
    weight: 5,
    arbitrary: fc
      .integer({ min: 1, max: 24 })
      .chain((length) =>
        fc.tuple(
          ...[0, 1].map(() =>
            fc.string({ unit: fc.constantFrom(...SIGNS), minLength: length, maxLength: length }),
          ),
        ),
      ),
  },
);
/** Every one of these, or none. */
const maybe = (fault: Fault): fc.Arbitrary<readonly Fault[]> => fc.constantFrom([], [], [fault]);
const knobsOf: fc.Arbitrary<Partial<EmulatorSettings>> = fc.record({
  sim: fc.constantFrom('READY', 'SIM PIN'),
  faults: fc
    .tuple(
      fc.constantFrom([], [faults.noEcho()]),
      fc.constantFrom(0, 1, 2).map((level) => [faults.cmeVerbosity({ level })]),
      fc.constantFrom([], ...[1, 2, 3, 4, 5, 6, 7].map((most) => [faults.pieces({ most })])),
      maybe(faults.slowFinals({ ms: 700 })),
      maybe(faults.restart({ during: 'AT+', after: 3 })),
      maybe(faults.stall({ during: 'AT+', after: 2 })),
    )
    .map((lists) => lists.flat()),
});
const damageOf = fc.record({
  at: fc.oneof(fc.constant([]), fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 })),
  how: fc.constantFrom('flip', 'lose', 'break'),
}) as fc.Arbitrary<Damage>;

/** Echo stays on, so that what is secret comes back: the settings that turn it off are left out. */
const echoing = (profile: Profile): Profile => ({ ...profile, bringUp: [] });

describe.each([sim800, a7600, quectel])('law 7: on a $title', (family) => {
  const own = keepers.filter(({ families }) => families?.includes(family.name) ?? true);

  it.each(own)('$title never shows', ({ run, isSummed = false }) => {
    fc.assert(
      fc.property(pair, knobsOf, damageOf, fc.boolean(), ([one = '', other = ''], knobs, damage, echoes) => {
        const profile = echoes ? echoing(family) : family;
        const secrets = isSummed ? sameSum(one, other) : [one, other];
        const [first, second] = secrets.map((secret) => shownOf(profile, () => run, secret, knobs, damage));

        expect(first?.length).toBeGreaterThan(0);
        expect(second).toEqual(first);
      }),
      {
        numRuns: Number(process.env['LAW_RUNS'] ?? fullOr(25, 6)),
        ...(process.env['LAW_RUNS'] ? {} : { seed: 7 }),
      },
    );
  });
});
