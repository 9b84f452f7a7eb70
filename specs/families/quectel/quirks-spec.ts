import {
  concat,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  switchMap,
  take,
  timer,
} from 'rxjs';
import {
  collect,
  commands,
  files,
  ftp,
  http,
  type Modem,
  ModemError,
  openModem,
  quectel,
  ready,
  restart,
  sockets,
} from '../../../lib';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';
import { line, OK, type Said, scripted } from '../../modem/scripted';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';
import { played, SILENT, type Part, type Played } from '../../contract/line/played';
import { responseOf, usualQuectel } from '../../contract/line/usualQuectel';

/*
 * The field quirks of Quectel's modems (facts sheet of the protocol, § 10), one case each: what the modem says, byte for byte,
 * and that the library copes. Not here, since no line of the library's conversation meets them:
 *
 * - 19 and 22 are of MQTT: their cases stand with those of that client.
 * - 31: a host that changes the rate of the port waits by itself; CTS belongs to the driver of the port; frames are of the multiplexer.
 */
const ELSEWHERE: readonly number[] = [19, 22, 31];

const URL = 'http://example.com/a';
const POST = { url: URL, body: 'Message=HelloQuectel' };
const BODY = 'hello from the server';
const ONCE = { attempts: 1, delay: 0 } as const;
const NOW = { attempts: 3, delay: 0 } as const;

const shown = new Set<number>();

/** One quirk: its number in the facts sheet, and what the modem says. */
const quirk = (numbers: number | readonly number[], says: string, prove: () => void): void => {
  const all = [numbers].flat();
  for (const one of all) shown.add(one);
  it(`${all.join(', ')}: ${says}`, prove);
};

/** A modem that is well but for its quirk. */
const odd = <T>(
  part: Part,
  act: (modem: Modem) => Observable<T>,
  holds: Partial<Parameters<typeof usualQuectel>[0]> = {},
): Played<T> => {
  const usual = usualQuectel({ response: responseOf(BODY), ...holds });
  return played(quectel, (text, time) => part(text, time) ?? usual(text), act);
};

const saying =
  (answers: Readonly<Record<string, Said | readonly Said[]>>): Part =>
  (text) =>
    answers[text];

/** Nothing is odd. */
const well: Part = () => undefined;
const got = (modem: Modem) => http.get(modem, { url: URL, retry: NOW }).pipe(collect());
const written = (of: Played<unknown>, start: RegExp): readonly string[] =>
  of.written.filter((text) => start.test(text));

/** What a socket to an echo server gives, of which one text is wanted. */
const overSocket = (modem: Modem, sends = 'hello') =>
  sockets
    .tcp(modem, { host: 'a.b', port: 7 })
    .pipe(mergeMap((port) => merge(port.write(latin1Bytes(sends)), port.incoming)));

describe('the line', () => {
  quirk(5, '+CFUN: 1, +CPIN: READY … between AT+CGREG? and +CGREG: 0,2', () => {
    const boot = ['+CFUN: 1', '+CPIN: READY', '+QUSIM: 1', '+QIND: SMS DONE', '+QIND: PB DONE'];
    for (const between of boot) {
      const asked = odd(saying({ 'AT+CGREG?': `${line(between, '+CGREG: 0,2')}${OK}` }), (modem) =>
        modem.send(commands.packetRegistration()),
      );

      expect(asked.values[0]?.value).toMatchObject({ status: 2 });
    }
  });

  quirk([15, 16], 'AT+CSQ\\r\\r\\n+CSQ: 19,99\\r\\n\\r\\nOK\\r\\n, in pieces of one and two bytes', () => {
    const trace = 'AT+CSQ\r\r\n+CSQ: 19,99\r\n\r\nOK\r\n';
    for (const size of [1, 2]) {
      const pieces = trace.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const asked = odd(saying({ 'AT+CSQ': pieces.map((say) => ({ after: 20, say })) }), (modem) =>
        modem.send(commands.signal()),
      );

      expect(asked.values[0]?.value).toEqual({ rssi: 19, ber: 99 });
    }
    const framed = odd(
      saying({
        'AT+CPIN?': '\r\n+CPIN: READY\r\n\r\nOK\r\n',
        'AT+QICSGP=1': '\r\n+QICSGP: 1,"","","",0\r\n\r\nOK\r\n',
        'AT+QIACT?': '\r\nOK\r\n',
      }),
      (modem) =>
        modem.send(commands.simState()).pipe(
          mergeMap(() => modem.send(commands.quectelContextState({ context: 1 }))),
          mergeMap(() => modem.send(commands.quectelActive())),
        ),
    );
    expect(framed.values[0]?.values).toEqual([]);
  });

  quirk(25, 'AT+MODE=2\\r\\r\\nERROR\\r\\n for a command that it does not know', () => {
    const asked = odd(saying({ 'AT+MODE=2': 'AT+MODE=2\r\r\nERROR\r\n' }), (modem) =>
      modem.sendRaw('AT+MODE=2'),
    );

    expect({ end: asked.end, soon: (asked.endedAt ?? Infinity) < 1_000 }).toEqual({
      end: 'refused',
      soon: true,
    });
  });

  quirk(18, '+QCSQ: "GSM",-65 and "NOSERVICE", fewer fields than the manual has', () => {
    for (const says of ['+QCSQ: "GSM",-65', '+QCSQ: "NOSERVICE"']) {
      const asked = odd(saying({ 'AT+QCSQ': line(says) + OK }), (modem) => modem.sendRaw('AT+QCSQ'));

      expect(asked.values[0]?.lines).toEqual([says]);
    }
  });

  quirk(
    27,
    '+QGPSURC and +QLWURC between a command and its answer, +QUSIM: 1 when the SIM’s profile changes',
    () => {
      const says = line('+QGPSURC: "xtraready",1', '+QLWURC: "report",0', '+QUSIM: 1', '+CSQ: 19,99') + OK;
      const asked = odd(saying({ 'AT+CSQ': says }), (modem) => modem.send(commands.signal()));

      expect({ end: asked.end, values: asked.values.map(({ value }) => value) }).toEqual({
        end: 'completed',
        values: [{ rssi: 19, ber: 99 }],
      });
    },
  );
});

describe('the start', () => {
  const opening = (answer: Parameters<typeof scripted>[0], later: (say: (text: string) => void) => void) => {
    const modem = scripted(answer);
    const up = virtually(() => {
      later(modem.say);
      return watch(openModem(modem.transport, quectel).pipe(take(1)));
    });
    return { ...up, written: modem.written };
  };
  const ERROR = line('ERROR');

  quirk(9, 'nothing to the first ATE0, RDY 13 s after it', () => {
    let isUp = false;
    const seen = opening(
      (text) => (text === 'AT' || isUp ? OK : undefined),
      (say) => timer(13_000).subscribe(() => ((isUp = true), say(line('RDY')))),
    );

    expect({ end: seen.end, values: seen.values.length }).toEqual({ end: 'completed', values: 1 });
    expect(seen.written.slice(-2)).toEqual(['ATE0', 'AT+CMEE=1']);
  });

  quirk([8, 18], 'ERROR to every command between RDY and APP RDY', () => {
    let isUp = false;
    const modem = scripted((text) => (isUp || text === 'AT' ? OK : ERROR));
    const seen = virtually(() => {
      timer(2_000).subscribe(() => modem.say(line('RDY')));
      timer(6_000).subscribe(() => ((isUp = true), modem.say(line('APP RDY'))));
      return watch(
        openModem(modem.transport, quectel).pipe(
          switchMap((one) => timer(10_000).pipe(mergeMap(() => one.sendRaw('AT+QX')))),
          take(1),
        ),
      );
    });

    expect(seen.end).toBe('completed');
    expect(modem.written.slice(-3)).toEqual(['ATE0', 'AT+CMEE=1', 'AT+QX']);
  });

  quirk(26, 'no RDY at all, since the rate was found by itself or it was on already', () => {
    const seen = opening(
      (_, time) => (time > 2 ? OK : undefined),
      () => undefined,
    );

    expect(seen.values).toHaveLength(1);
  });

  quirk(11, 'NORMAL POWER DOWN as the first line: the power key switched a running modem off', () => {
    const seen = opening(
      (text, time) => (text === 'AT' && time === 1 ? line('NORMAL POWER DOWN') : undefined),
      () => undefined,
    );

    expect(seen.end).toBe('timeout bring-up');
    expect(seen.reason && new ModemError(seen.reason).message).toContain('NORMAL POWER DOWN');
  });

  quirk(7, 'AT+CFUN=1,1: OK, POWERED DOWN, silence, +QIURC: "pdpdeact",1 after 3 s, RDY after 6 s', () => {
    let isOff = false;
    const restarted = odd(
      (text) => {
        if (text !== 'AT+CFUN=1,1') return isOff ? SILENT : undefined;
        isOff = true;
        timer(6_000).subscribe(() => (isOff = false));
        return [
          OK,
          line('POWERED DOWN'),
          { after: 3_000, say: line('+QIURC: "pdpdeact",1') },
          { after: 3_000, say: line('RDY') },
        ];
      },
      (modem) => restart(modem),
    );

    expect({ end: restarted.end, soon: (restarted.endedAt ?? Infinity) < 15_000 }).toEqual({
      end: 'completed',
      soon: true,
    });
  });

  quirk(4, 'AT+CPIN?: +CME ERROR: 10, then 14, then +CPIN: READY', () => {
    const says = ['+CME ERROR: 10', '+CME ERROR: 14'];
    const seen = odd(
      (text, time) => {
        if (text !== 'AT+CPIN?') return NETWORK[text];
        return says[time - 1] === undefined ? line('+CPIN: READY') + OK : line(says[time - 1] as string);
      },
      (modem) => ready(modem),
    );

    expect(seen.end).toBe('completed');
    expect(written(seen, /CPIN/)).toHaveLength(3);
  });

  quirk(20, 'AT+CPIN?: +CME ERROR: 13 while AT+CFUN=0', () => {
    let isOn = false;
    const seen = odd(
      (text) => (text === 'AT+CPIN?' && !isOn ? line('+CME ERROR: 13') : NETWORK[text]),
      (modem) => {
        timer(5_000).subscribe(() => (isOn = true));
        return ready(modem);
      },
    );

    expect(seen.end).toBe('completed');
  });

  quirk(24, 'RDY, +CPIN: READY, +QUSIM: 1, +CFUN: 4, +QIND: SMS DONE, and never PB DONE', () => {
    const modem = scripted((text) => NETWORK[text] ?? usual(text) ?? OK);
    const usual = usualQuectel({ response: '' });
    const seen = virtually(() => {
      timer(500).subscribe(() =>
        modem.say(line('RDY', '+CPIN: READY', '+QUSIM: 1', '+CFUN: 4', '+QIND: SMS DONE')),
      );
      return watch(
        openModem(modem.transport, quectel).pipe(
          switchMap((one) => timer(1_000).pipe(mergeMap(() => ready(one)))),
          take(20),
        ),
      );
    });

    expect(seen.values.at(-1)).toMatchObject({ step: 'bearer' });
  });
});

/** A network that is there. */
const NETWORK: Readonly<Record<string, string>> = {
  'AT+CPIN?': line('+CPIN: READY') + OK,
  'AT+CSQ': line('+CSQ: 20,99') + OK,
  'AT+CGREG?': line('+CGREG: 0,1') + OK,
  'AT+CREG?': line('+CREG: 0,1') + OK,
  'AT+CEREG?': line('+CEREG: 0,1') + OK,
  'AT+QNWINFO': line('+QNWINFO: "FDD LTE",46011,"LTE BAND 3",1650') + OK,
  'AT+CGATT?': line('+CGATT: 1') + OK,
};

describe('the context', () => {
  quirk(14, 'nothing more after AT+CGACT, which hangs a BG96: it is never written', () => {
    const seen = odd(saying(NETWORK), (modem) =>
      concat(ready(modem, { apn: 'internet' }).pipe(ignoreElements()), got(modem)),
    );

    expect(seen.end).toBe('completed');
    expect(written(seen, /CGACT/)).toEqual([]);
  });

  quirk(29, '+QIACT: 1,1,1,"10.…" of a context that carries nothing: +QHTTPGET: 716 after 30 s', () => {
    let isCycled = false;
    const seen = odd((text) => {
      if (text === 'AT+QIDEACT=1') isCycled = true;
      if (isCycled || !/^AT\+QHTTPGET=/.test(text)) return undefined;
      return [OK, { after: 30_000, say: line('+QHTTPGET: 716') }];
    }, got);

    expect({ end: seen.end, text: seen.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
  });

  it('§ 2: ERROR to AT+QIACT=1 behind +QIURC: "pdpdeact",1, until AT+QIDEACT=1', () => {
    let [isDead, isGone] = [false, false];
    const seen = odd((text) => {
      if (text === 'AT+QIDEACT=1') isDead = false;
      if (text === 'AT+QIACT?' && isDead) return OK;
      if (text === 'AT+QIACT=1' && isDead) return line('ERROR');
      if (!/^AT\+QHTTPGET=/.test(text) || isGone) return undefined;
      [isDead, isGone] = [true, true];
      return [OK, { after: 500, say: line('+QIURC: "pdpdeact",1') }];
    }, got);

    expect({ end: seen.end, text: seen.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
  });

  it('§ 1.5: ERROR to AT+QICSGP while the context is active, as an EC200U says', () => {
    let isActive = true;
    const seen = odd(
      (text) => {
        if (text === 'AT+QIDEACT=1') isActive = false;
        return text.startsWith('AT+QICSGP=') && isActive ? line('ERROR') : undefined;
      },
      (modem) => http.get(modem, { url: URL, access: { apn: 'internet' }, retry: ONCE }).pipe(collect()),
    );

    expect({ end: seen.end, text: seen.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
  });

  quirk(30, 'ERROR to AT+QIDNSCFG=1 without a context: it is never written', () => {
    const seen = odd(saying(NETWORK), (modem) => concat(ready(modem).pipe(ignoreElements()), got(modem)));

    expect(written(seen, /QIDNSCFG/)).toEqual([]);
  });
});

describe('HTTP', () => {
  quirk(1, '+QHTTPGET: 0,200 without a length, and a pause inside the body', () => {
    const seen = odd((text) => {
      if (/^AT\+QHTTPGET=/.test(text)) return OK + line('+QHTTPGET: 0,200');
      if (text !== `AT+QFREAD=3000,${BODY.length}`) return undefined;
      const at = 5;
      return [
        `\r\nCONNECT ${BODY.length}\r\n${BODY.slice(0, at)}`,
        { after: 900, say: `${BODY.slice(at)}\r\nOK\r\n` },
      ];
    }, got);

    expect({ end: seen.end, text: seen.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
    expect(written(seen, /QFREAD/)).toHaveLength(2);
  });

  quirk(
    [2, 32],
    '+CME ERROR: 703 to AT+QHTTPURL and ERROR to AT+QHTTPSTOP, until the context is cycled and all is set anew',
    () => {
      let isCycled = false;
      let isSet = false;
      const seen = odd((text) => {
        if (text === 'AT+QIACT=1') isCycled = true;
        if (isCycled && text.startsWith('AT+QHTTPCFG="responseheader"')) isSet = true;
        if (text === 'AT+QHTTPSTOP') return line('ERROR');
        return text.startsWith('AT+QHTTPURL') && !isSet ? line('+CME ERROR: 703') : undefined;
      }, got);

      expect({ end: seen.end, text: seen.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
    },
  );

  quirk(3, '+QHTTPPOSTFILE: 701 for an https POST, and nothing says that TLS is the cause', () => {
    const seen = odd(
      (text) => (text.startsWith('AT+QHTTPPOSTFILE') ? OK + line('+QHTTPPOSTFILE: 701') : undefined),
      (modem) => http.post(modem, { ...POST, url: 'https://example.com/a', retry: ONCE }),
    );

    expect(seen.end).toBe('http');
    expect(seen.message).toMatch(/check TLS/);
  });

  quirk(29, '+CME ERROR: 711 in place of the result, for a redirect to a relative place', () => {
    const seen = odd(
      (text) =>
        /^AT\+QHTTPGET=/.test(text) ? [OK, { after: 800, say: line('+CME ERROR: 711') }] : undefined,
      got,
    );

    expect(seen.reason).toMatchObject({ kind: 'http', code: 711 });
    expect(seen.endedAt).toBeLessThan(10_000);
    expect(written(seen, /QHTTPGET/)).toHaveLength(1);
  });

  quirk(32, '+QHTTPGET: 714, once, after the context was cycled', () => {
    const seen = odd(
      (text, time) => (/^AT\+QHTTPGET=/.test(text) && time === 1 ? OK + line('+QHTTPGET: 714') : undefined),
      got,
    );

    expect(seen.values[0]?.text()).toBe(BODY);
  });

  quirk(33, '+CME ERROR: 717 in the middle of a large body: it is asked for again', () => {
    const seen = odd(
      (text, time) =>
        text.startsWith('AT+QHTTPREADFILE') && time === 1
          ? [OK, { after: 20_000, say: line('+CME ERROR: 717') }]
          : undefined,
      got,
    );

    expect(seen.values[0]?.text()).toBe(BODY);
  });
});

describe('files', () => {
  const posted = (modem: Modem) => http.post(modem, { ...POST, retry: NOW }).pipe(collect());

  quirk(28, 'OK alone behind AT+QFUPL, whose +QFUPL line is missing though the file is stored', () => {
    let [size, left] = [0, 0];
    const seen = odd((text) => {
      const [, wanted] = /^AT\+QFUPL=".*?",(\d+)/.exec(text) ?? [];
      if (wanted !== undefined) return ((size = left = Number(wanted)), line('CONNECT'));
      if (left > 0) return (left -= text.length) > 0 ? SILENT : OK;
      return text === 'AT+QFLST="RAM:rxmodem.body"'
        ? line(`+QFLST: "RAM:rxmodem.body",${size}`) + OK
        : undefined;
    }, posted);

    expect(seen.values[0]?.text()).toBe(BODY);
    expect(written(seen, /QFUPL/)).toHaveLength(1);
  });

  quirk(
    29,
    '+QFUPL: 9,c then +CME ERROR: 421 for bytes that were lost: the file is deleted and stored again',
    () => {
      const seen = odd((text, time) => {
        if (!/^AT\+QFUPL=/.test(text) || time > 1) return undefined;
        return [line('CONNECT'), { after: 10_000, say: line('+QFUPL: 9,4d65', '+CME ERROR: 421') }];
      }, posted);

      expect(seen.values[0]?.text()).toBe(BODY);
      expect(written(seen, /QFUPL|QFDEL="RAM:rxmodem.body"/)).toHaveLength(6);
    },
  );

  quirk(30, '+QFOPEN: 0 for a file that is missing: it is not found', () => {
    const seen = odd(
      saying({ 'AT+QFOPEN="none.txt",2': line('+QFOPEN: 0') + OK, 'AT+QFLST="none.txt"': OK }),
      (modem) => files.read(modem, 'none.txt'),
    );

    expect(seen.reason).toMatchObject({ kind: 'cme', code: 405 });
  });

  quirk([30, 16], 'one CR LF in front of OK: +QMTOPEN: (0-5)\\r\\nOK', () => {
    const asked = odd(
      saying({ 'AT+QMTOPEN=?': 'AT+QMTOPEN=?\r\r\n+QMTOPEN: (0-5),"host",(1-65535)\r\nOK\r\n' }),
      (modem) => modem.sendRaw('AT+QMTOPEN=?'),
    );

    expect(asked.values[0]?.lines).toEqual(['+QMTOPEN: (0-5),"host",(1-65535)']);
  });
});

describe('FTP', () => {
  quirk(29, '+CME ERROR: 603 to every QFTP… until +QFTPCLOSE: 0,0', () => {
    let isFree = false;
    const seen = odd(
      (text) => {
        if (text === 'AT+QFTPCLOSE') {
          timer(3_000).subscribe(() => (isFree = true));
          return [OK, { after: 3_000, say: line('+QFTPCLOSE: 0,0') }];
        }
        if (!text.startsWith('AT+QFTP')) return undefined;
        if (!isFree) return line('+CME ERROR: 603');
        if (text.startsWith('AT+QFTPOPEN')) return OK + line('+QFTPOPEN: 0,0');
        return text.startsWith('AT+QFTPSIZE') ? OK + line('+QFTPSIZE: 0,1000') : undefined;
      },
      (modem) => ftp.size(modem, { host: 'a.b' }, '/a'),
    );

    expect({ end: seen.end, values: seen.values }).toEqual({ end: 'completed', values: [1_000] });
  });

  it('§ 6.2: +QFTPSIZE: 1000, without a code in front', () => {
    const seen = odd(
      (text) => {
        if (text === 'AT+QFTPCLOSE') return OK + line('+QFTPCLOSE: 0,0');
        if (text.startsWith('AT+QFTPOPEN')) return OK + line('+QFTPOPEN: 0,0');
        return text.startsWith('AT+QFTPSIZE') ? OK + line('+QFTPSIZE: 1000') : undefined;
      },
      (modem) => ftp.size(modem, { host: 'a.b' }, '/a'),
    );

    expect({ end: seen.end, values: seen.values }).toEqual({ end: 'completed', values: [1_000] });
  });

  it.each([
    { title: 'a length that was lost', first: '+QFTPSIZE: 0,', then: '+QFTPSIZE: 0,1000', length: 1_000 },
    { title: 'an empty file without a code', first: '+QFTPSIZE: 0', then: '+QFTPSIZE: 0', length: 0 },
  ])('$title is asked for once more', ({ first, then, length }) => {
    let asked = 0;
    const seen = odd(
      (text) => {
        if (text === 'AT+QFTPCLOSE') return OK + line('+QFTPCLOSE: 0,0');
        if (text.startsWith('AT+QFTPOPEN')) return OK + line('+QFTPOPEN: 0,0');
        if (!text.startsWith('AT+QFTPSIZE')) return undefined;
        asked += 1;
        return OK + line(asked === 1 ? first : then);
      },
      (modem) => ftp.size(modem, { host: 'a.b' }, '/a'),
    );

    expect({ end: seen.end, values: seen.values, asked }).toEqual({
      ...{ end: 'completed', values: [length], asked: 2 },
    });
  });
});

describe('sockets', () => {
  const echoed = (seen: Played<Uint8Array>): string => seen.values.map((one) => latin1(one)).join('');
  const RECV = { after: 100, say: line('+QIURC: "recv",0') };
  const taken = (modem: Modem) => overSocket(modem).pipe(take(1));

  quirk(
    6,
    '+QISTATE: 0,"TCP",…,3,… while connected, ERROR to AT+QIRD=0,0 and OK alone after the close',
    () => {
      let isClosed = false;
      const seen = odd(
        (text) => {
          if (text.startsWith('AT+QIOPEN')) return OK;
          if (text === 'AT+QISTATE=1,0')
            return isClosed ? OK : line('+QISTATE: 0,"TCP","10.0.0.9",1883,22742,3,1,0,0,"uart1"') + OK;
          if (text.startsWith('AT+QICLOSE')) isClosed = true;
          return isClosed && text === 'AT+QIRD=0,0' ? line('ERROR') : undefined;
        },
        taken,
        { received: 'world', afterSend: [RECV] },
      );

      expect({ end: seen.end, text: echoed(seen) }).toEqual({ end: 'completed', text: 'world' });
    },
  );

  quirk(10, '+QIURC: "recv",0 without a length, and "recv",0,5 of newer firmware', () => {
    for (const says of ['+QIURC: "recv",0', '+QIURC: "recv",0,5']) {
      const seen = odd(well, taken, { received: 'world', afterSend: [{ after: 100, say: line(says) }] });

      expect({ says, end: seen.end, text: echoed(seen) }).toEqual({ says, end: 'completed', text: 'world' });
    }
  });

  quirk(12, '+QIRD: 1500 to AT+QIRD=0: it is always asked for a number of bytes', () => {
    const seen = odd(well, taken, { received: 'world', afterSend: [RECV] });

    expect(written(seen, /^AT\+QIRD/).every((text) => /^AT\+QIRD=\d+,\d+$/.test(text))).toBe(true);
  });

  quirk(13, '+QIURC: "closed",0 in place of "recv"', () => {
    const seen = odd(well, (modem) => overSocket(modem), {
      afterSend: [{ after: 100, say: line('+QIURC: "closed",0') }],
    });

    expect({ end: seen.end, soon: (seen.endedAt ?? Infinity) < 30_000 }).toEqual({
      end: 'completed',
      soon: true,
    });
    expect(written(seen, /QICLOSE/)).toHaveLength(1);
  });

  quirk(17, '\\r\\n> and \\r\\n>, with and without a blank, in front of the bytes', () => {
    for (const prompt of ['\r\n> ', '\r\n>', '> ', '>']) {
      const seen = odd(
        (text) => {
          if (text === 'AT+QISEND=0,5') return prompt;
          return text === 'hello' ? [line('SEND OK'), RECV] : undefined;
        },
        taken,
        { received: 'world' },
      );

      expect({ prompt, end: seen.end, text: echoed(seen) }).toEqual({
        prompt,
        end: 'completed',
        text: 'world',
      });
    }
  });

  quirk(21, 'SEND OK with no OK behind it; AT+QICLOSE waits for the peer unless it is told how long', () => {
    const seen = odd(well, taken, { received: 'world', afterSend: [RECV] });

    expect(seen.end).toBe('completed');
    expect(written(seen, /QICLOSE/)).toEqual(['AT+QICLOSE=0,5']);
    expect(written(seen, /QISTATE\?/)).toEqual([]);
  });

  quirk(
    29,
    '552 for all after some twenty TLS connections: it is an error of the socket, and says the code',
    () => {
      const seen = odd(
        (text) => (text.startsWith('AT+QSSLOPEN') ? OK + line('+QSSLOPEN: 0,552') : undefined),
        (modem) => sockets.tcp(modem, { host: 'a.b', port: 443, tls: {} }),
      );

      expect(seen.end).toBe('socket');
      expect(seen.message).toContain('552');
    },
  );
});

describe('URCs', () => {
  quirk(23, 'no +QIURC: "recv" and no +CMTI at all, while AT+QURCCFG names another port', () => {
    const seen = odd(well, (modem) => overSocket(modem).pipe(take(1)), { received: 'world' });

    expect({ end: seen.end, values: seen.values.map((one) => latin1(one)) }).toEqual({
      end: 'completed',
      values: ['world'],
    });
    const set = odd(saying({ 'AT+QURCCFG="urcport"': line('+QURCCFG: "urcport","usbat"') + OK }), (modem) =>
      modem
        .send(commands.quectelUrcPortState())
        .pipe(
          mergeMap(({ value }) =>
            value.port === 'uart' ? EMPTY : modem.send(commands.quectelUrcPort({ port: 'uart' })),
          ),
        ),
    );
    expect(set.end).toBe('completed');
    expect(written(set, /QURCCFG/)).toEqual(['AT+QURCCFG="urcport"', 'AT+QURCCFG="urcport","uart1"']);
  });
});

it('is a table of all of them', () => {
  const wanted = Array.from({ length: 33 }, (_, at) => at + 1);

  expect([...shown, ...ELSEWHERE].toSorted((one, other) => one - other)).toEqual(wanted);
});
