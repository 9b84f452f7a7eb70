import { faults } from '../../lib/emulator';
import {
  concat,
  EMPTY,
  from,
  map,
  mergeMap,
  NEVER,
  of,
  retry,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import {
  at,
  a7600,
  certificates,
  command,
  commands,
  openModem,
  type Port,
  recorded,
  sim800,
} from '../../lib';
import { conversation } from '../../lib/recording/recordedConversation';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { line, OK, scripted } from '../modem/scripted';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { recordedSession, virtualModem } from '../transports/recordedSession';

/** What is written down where a host writes bare bytes, one after the other, and hears nothing. */
const writtenOf = (...writes: readonly string[]): readonly string[] => {
  let log = '';
  virtually(() => {
    const port: Port = { name: 'spec', incoming: NEVER, write: () => EMPTY };
    const transport = recorded(of(port), (more) => (log += more));
    watch(
      transport.pipe(mergeMap(({ write }) => concat(...writes.map((bytes) => write(latin1Bytes(bytes)))))),
    );
  });
  return log.split('\n').filter((turn) => /^(\S+ )?>/.test(turn));
};

describe('recorded', () => {
  it.each([
    ['\r\n+CLIP: "+491701234567",145\r\n', '\r\n+CLIP:********************\r\n'],
    ['\r\n+CUSD: 1,"1 Ja\r\nOK\r\n2 \xc4",15\r\n', '\r\n+CUSD:********\r\n**\r\n*******\r\n'],
    ['\r\nRING\r\n\r\n+CREG: 1\r\n', '\r\nRING\r\n\r\n+CREG: 1\r\n'],
    ['\r\n+CLIP: 110,129\r\n', '\r\n+CLIP:********\r\n'],
    ['\r\n+CLIP: 1,1\r\n', '\r\n+CLIP: 1,1\r\n'],
  ])('hides what URCs tell of people, however it is cut: %j', (said, shown) => {
    for (const pieces of [
      [said],
      [...said],
      [said.slice(0, 9), said.slice(9)],
      [said.slice(0, 14), said.slice(14)],
    ]) {
      let log = '';
      virtually(() => {
        const incoming = from(pieces).pipe(map(latin1Bytes));
        const transport = recorded(
          of<Port>({ name: 'spec', incoming, write: () => EMPTY }),
          (more) => (log += more),
        );
        watch(transport.pipe(mergeMap((port) => port.incoming)));
      });
      const heard = conversation(log)
        .turns.filter((turn) => turn.who === 'modem')
        .map((turn) => latin1(turn.bytes, 0, turn.bytes.length))
        .join('');

      expect(heard).toBe(shown);
    }
  });

  it('writes down both sides in order, with times', () => {
    let log = '';
    virtually(() => {
      const modem = scripted((said) =>
        said === 'AT+CSQ' ? { after: 20, say: `${line('+CSQ: 20,0')}${OK}` } : OK,
      );
      const port = recorded(modem.transport, (more) => (log += more));
      watch(
        openModem(port, sim800).pipe(
          take(1),
          switchMap((one) => one.send(commands.signal())),
        ),
      );
    });

    expect(log).toBe(`# scripted, 1970-01-01T00:00:00.000Z
^
> AT
< OK
100ms > ATE0
< OK
> AT+CMEE=1
< OK
> AT+CSQ
20ms < +CSQ: 20,0
+ < OK
!
`);
  });

  it('is a conversation after every line', () => {
    const logs: string[] = [];
    virtually(() => {
      const port = recorded(virtualModem(sim800, { faults: [faults.pieces({ most: 9 })] }), (more) =>
        logs.push(more),
      );
      watch(openModem(port, sim800).pipe(take(1)));
    });

    expect(logs.length).toBeGreaterThan(10);
    for (const log of logs) {
      expect(log).toMatch(/\n$/);
      expect(() => conversation(log)).not.toThrow();
    }
  });

  it('masks secrets of a command that only the program knows', () => {
    const login = command('+MYLOGIN=', {
      does: 'Logs in.',
      source: 'a spec',
      takes: { user: at.text, password: at.text },
      secret: () => ['password'],
      timeoutMs: 1_000,
      example: '',
    });
    const { text: log } = recordedSession(
      virtualModem(sim800, { faults: [faults.pieces({ most: 4 })] }),
      sim800,
      (modem) => modem.send(login({ user: 'me', password: 'hush-4711' })),
    );

    expect(log).toContain('> AT+MYLOGIN="me",***\n');
    expect(log).not.toMatch(/hush|4711/);
  });

  it('shows no key that is given to the modem, only how long it is', () => {
    const { text: log, live } = recordedSession(virtualModem(a7600, {}), a7600, (modem) =>
      certificates.put(modem, 'key.pem', latin1Bytes('-----BEGIN PRIVATE KEY-----')),
    );

    expect(live.watched.end).toBe('completed');
    expect(log).toContain('>> *** 27 bytes\n');
    expect(log).not.toContain('PRIVATE');
  });

  it('tells commands from data where bytes are all that is known', () => {
    expect(writtenOf('AT+CPIN="1234"\r', 'AT+HTTPPARA="URL","http://me:hush@a/"\r')).toEqual([
      '> AT+CPIN=***',
      '> AT+HTTPPARA="URL",***',
    ]);
    expect(writtenOf('at+CPIN="12', '34"', '\rATE0\r')).toEqual(['> AT+CPIN=***', '> ATE0']);
    expect(writtenOf(...'AT+FTPPW="hush"\r')).toEqual(['> AT+FTPPW=***']);
    expect(writtenOf('AT+HTTPPARA="USERDATA","Authorization: Basic aHVzaA=="\r')).toEqual([
      '> AT+HTTPPARA="USERDATA",***',
    ]);
    expect(writtenOf('\x1a', 'data \r', '*** 5 bytes')).toEqual([
      '>> \\x1a',
      '>> data \\r',
      '>> \\x2a** 5 bytes',
    ]);
    expect(writtenOf('AT+FSDEL="caf\xe9"\r', 'AT+CPIN="\xe9"\r')).toEqual([
      '>> AT+FSDEL="caf\\xe9"\\r',
      '> AT+CPIN=***',
    ]);
  });

  it('tells that a port went away, and that it was opened again', () => {
    let log = '';
    virtually(() => {
      const modem = scripted(() => OK);
      const port = recorded(modem.transport, (more) => (log += more));
      watch(openModem(port, sim800).pipe(retry({ count: 1, delay: 50 }), takeUntil(timer(1_000))));
      timer(500).subscribe(() => modem.unplug());
    });

    expect(log.match(/^\d*(ms )?[\^|!]$/gm)).toEqual(['^', '400ms |', '50ms ^', '350ms !']);
  });
});
