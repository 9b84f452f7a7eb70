import { takeUntil, timer } from 'rxjs';
import { http, quectel } from '../../../lib';
import { PAGE } from '../../modem/desk';
import type { FlowCase } from '../../laws/flows';
import type { Meddled } from '../../laws/sweep/meddling';
import { onceFlowsOf } from '../../laws/sweep/sweptFlows';
import { swept, type Swept } from '../../laws/sweep/swept';

const flowOf = (title: string): FlowCase => {
  const found = onceFlowsOf(quectel).find((one) => one.title === title);
  if (!found) throw new Error(`no flow ${title}`);
  return found;
};

/** The result line of a command is lost once, behind its `OK`. */
const lost = (title: string, command: string): Swept => {
  let isLost = false;
  const name = /^AT(\+[A-Z]+)/.exec(command)?.[1] ?? '';
  const what: Meddled = {
    isHeard: true,
    passes: (text) => (text.startsWith(`\r\n${name}:`) ? '' : text),
  };
  return swept(quectel, flowOf(title), ({ line }) => {
    if (isLost || !line.startsWith(command)) return undefined;
    isLost = true;
    return what;
  });
};
const linesBehind = ({ written }: Swept, command: string): readonly string[] => {
  const lines = written.map(({ line }) => line);
  return lines.slice(lines.findIndex((line) => line.startsWith(command)) + 1);
};

describe('a lost result on a Quectel', () => {
  it('of a request is in the response, which is stored to find out', () => {
    const got = lost('http.get', 'AT+QHTTPGET=');

    expect(got).toMatchObject({ end: 'completed', result: swept(quectel, flowOf('http.get')).result });
    expect(linesBehind(got, 'AT+QHTTPGET=').slice(0, 2)).toEqual([
      'AT+QFDEL="RAM:rxmodem.response"',
      'AT+QHTTPREADFILE="RAM:rxmodem.response",60',
    ]);
    expect(got.endedAt).toBeLessThan(12_000);
  });

  it('of a POST is found, and the POST is made once', () => {
    const got = lost('http.post', 'AT+QHTTPPOSTFILE=');

    expect(got).toMatchObject({ end: 'completed' });
    expect(got.desk.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('of a request into a file of the user ends the wait: nothing shows the status', () => {
    expect(lost('http.get to a file', 'AT+QHTTPGET=')).toMatchObject({ end: 'timeout result' });
  });

  it('of a stored response is told by the length of its file', () => {
    for (const title of ['http.get', 'http.get to a file'])
      expect(lost(title, 'AT+QHTTPREADFILE=')).toMatchObject({ end: 'completed' });
  });

  it('of a login, a window and the end of a session are told by the session', () => {
    for (const command of ['AT+QFTPOPEN=', 'AT+QFTPGET=', 'AT+QFTPCLOSE'])
      expect(lost('ftp.get, windows', command)).toMatchObject({ end: 'completed' });
  });

  it('of a deletion is said to be one that may have been done', () => {
    const got = lost('ftp.remove', 'AT+QFTPDEL=');

    expect(got).toMatchObject({ end: 'timeout result', mayBeDone: true });
    expect(got.desk.deeds).toEqual(['DELE /logs/old.bin']);
    expect(linesBehind(got, 'AT+QFTPDEL=').slice(0, 3)).toEqual(['AT+QFTPPWD', 'AT+QFTPPWD', 'AT+QFTPCLOSE']);
  });

  it.each(['AT+QMTOPEN=', 'AT+QMTCONN=', 'AT+QMTDISC='])(
    'of %s is told by the state of the client',
    (command) => {
      const got = lost('modemMqtt.publish', command);

      expect(got).toMatchObject({ end: 'completed' });
      expect(got.endedAt).toBeLessThan(15_000);
    },
  );
});

describe('a length of a file on an FTP server', () => {
  it('that was damaged on the line is not the end of a download', () => {
    let isDamaged = false;
    const got = swept(quectel, flowOf('ftp.get, windows'), ({ line }) => {
      if (isDamaged || !line.startsWith('AT+QFTPSIZE=')) return undefined;
      isDamaged = true;
      return { isHeard: true, passes: (text) => text.replace(/(\+QFTPSIZE: 0,\d+)\d/, '$1') };
    });

    expect(isDamaged).toBe(true);
    expect(got.end).toMatch(/^length/);
  });
});

describe('the settings of HTTP', () => {
  const get: FlowCase = { title: 'http.get', run: (modem) => http.get(modem, PAGE) };
  const SET = /^AT\+QHTTPCFG="(\w+)",(.*)$/;
  const setIn = ({ written }: Swept): Readonly<Record<string, string>> =>
    Object.fromEntries(
      written.flatMap(({ line }) => {
        const [, key, value] = SET.exec(line) ?? [];
        return key === undefined ? [] : [[key, value ?? '']];
      }),
    );

  it('are put back as they were before the request', () => {
    expect(setIn(swept(quectel, get))).toEqual({ contextid: '1', requestheader: '0', responseheader: '0' });
  });

  it('are read one by one where the firmware does not list them', () => {
    const got = swept(quectel, get, ({ line }) =>
      line === 'AT+QHTTPCFG?' ? { says: ['\r\nERROR\r\n'], passes: () => '' } : undefined,
    );

    expect(got.written.map(({ line }) => line)).toContain('AT+QHTTPCFG="responseheader"');
    expect(setIn(got)).toMatchObject({ responseheader: '0' });
  });

  it('stay where the firmware does not show them', () => {
    const got = swept(quectel, get, ({ line }) =>
      /^AT\+QHTTPCFG(\?|="\w+"$)/.test(line) ? { says: ['\r\nERROR\r\n'], passes: () => '' } : undefined,
    );

    expect(got.end).toBe('completed');
    expect(setIn(got)).toMatchObject({ responseheader: '1' });
  });

  it('are put back where the request is left, by one command', () => {
    const left: FlowCase = {
      title: 'left',
      run: (modem) => http.get(modem, PAGE).pipe(takeUntil(timer(5_000))),
    };
    const got = swept(quectel, left, () => undefined, { resultDelayMs: 25_000 });

    expect(got.desk.heard.slice(-2)).toEqual(['AT+QHTTPSTOP', 'AT+QHTTPCFG="responseheader",0']);
  });
});
