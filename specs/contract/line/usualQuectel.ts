import { QuectelChecksum } from '../../../lib/families/quectel/files/quectelChecksum';
import { latin1Bytes } from '../../../lib/grammar/latin1';
import { line, OK, type Said } from '../../modem/scripted';

/** Bytes that the modem was promised, and what it says when they are there. */
interface Input {
  readonly size: number;
  text: string;
  readonly over: (text: string) => Said | readonly Said[];
}

/** What a played Quectel modem holds. */
interface Holds {
  /** What `QHTTPREADFILE` stores: head and body. */
  readonly response: string;
  /** Files by name, `RAM:` and all. */
  readonly files?: Readonly<Record<string, string>>;
  /** What its connection has received. */
  readonly received?: string;
  /** What it says behind `SEND OK`. */
  readonly afterSend?: readonly Said[];
}

const HEAD = 'HTTP/1.1 200 OK\r\nServer: a\r\n\r\n';

/** A response as the modem stores it, its head in front. */
export const responseOf = (body: string): string => `${HEAD}${body}`;

const checksumOf = (text: string): string =>
  new QuectelChecksum().add(latin1Bytes(text)).value.toString(16).toUpperCase();

type Row = readonly [asked: RegExp, answer: (...found: string[]) => Said | readonly Said[]];

/**
 * What a Quectel modem says that is well, in the framing of `protocol-quectel.md`: context, files, HTTP, one connection. Whatever
 * it does not know is `undefined`.
 */
export const usualQuectel = ({ response, files: given = {}, received = '', afterSend = [] }: Holds) => {
  const files = new Map(Object.entries(given));
  let input: Input | undefined;
  let opened = '';
  let at = 0;
  let isActive = true;
  let read = 0;
  const wants = (size: number, asks: string, over: Input['over']): Said => {
    input = { size, text: '', over };
    return asks;
  };
  const bodyBytes = response.length - response.indexOf('\r\n\r\n') - 4;
  const rows: readonly Row[] = [
    [/^AT\+QIACT\?$/, () => (isActive ? line('+QIACT: 1,1,1,"10.7.157.1"') : '') + OK],
    [/^AT\+QIACT=1$/, () => ((isActive = true), OK)],
    [/^AT\+QIDEACT=1$/, () => ((isActive = false), OK)],
    [/^AT\+CGPADDR=1$/, () => line('+CGPADDR: 1,"10.7.157.1"') + OK],
    [/^AT\+QFLDS="(\w+)"$/, () => line('+QFLDS: 100000,100000') + OK],
    [/^AT\+QHTTPURL=(\d+)/, (size) => wants(Number(size), line('CONNECT'), () => OK)],
    [/^AT\+QHTTPGET=\d+$/, () => OK + line(`+QHTTPGET: 0,200,${bodyBytes}`)],
    [/^AT\+QHTTP(POST|PUT)FILE=/, (verb) => OK + line(`+QHTTP${verb}FILE: 0,200,${bodyBytes}`)],
    [/^AT\+QHTTPREADFILE="(.*?)"/, (name) => (files.set(name, response), OK + line('+QHTTPREADFILE: 0'))],
    [
      /^AT\+QFLST="(.*?)"$/,
      (name) =>
        files.has(name)
          ? line(`+QFLST: "${name}",${files.get(name)?.length ?? 0}`) + OK
          : line('+CME ERROR: 405'),
    ],
    [/^AT\+QFDEL="(.*?)"$/, (name) => (files.delete(name) ? OK : line('+CME ERROR: 405'))],
    [
      /^AT\+QFUPL="(.*?)",(\d+)/,
      (name, size) =>
        files.has(name)
          ? line('+CME ERROR: 407')
          : wants(Number(size), line('CONNECT'), (text) => {
              files.set(name, text);
              return line(`+QFUPL: ${size},${checksumOf(text)}`) + OK;
            }),
    ],
    [/^AT\+QFOPEN="(.*?)"/, (name) => ((opened = name), (at = 0), line('+QFOPEN: 3000') + OK)],
    [/^AT\+QFSEEK=3000,(\d+)/, (offset) => ((at = Number(offset)), OK)],
    [
      /^AT\+QFREAD=3000,(\d+)$/,
      (size) => {
        const part = (files.get(opened) ?? '').slice(at, at + Number(size));
        at += part.length;
        return `\r\nCONNECT ${part.length}\r\n${part}\r\nOK\r\n`;
      },
    ],
    [/^AT\+QFTP(OPEN|CLOSE|DEL|LIST)(?:=|$)/, (verb) => OK + line(`+QFTP${verb}: 0,0`)],
    [/^AT\+QIOPEN=1,0,/, () => OK + line('+QIOPEN: 0,0')],
    [/^AT\+QISEND=0,0$/, () => line('+QISEND: 0,0,0') + OK],
    [/^AT\+QISEND=0,(\d+)$/, (size) => wants(Number(size), '\r\n> ', () => [line('SEND OK'), ...afterSend])],
    [/^AT\+QIRD=0,0$/, () => line(`+QIRD: ${received.length},${read},${received.length - read}`) + OK],
    [
      /^AT\+QIRD=0,(\d+)$/,
      (size) => {
        const part = received.slice(read, read + Number(size));
        read += part.length;
        return part === '' ? line('+QIRD: 0') + OK : `\r\n+QIRD: ${part.length}\r\n${part}\r\n\r\nOK\r\n`;
      },
    ],
    [/^AT\+QISTATE=1,0$/, () => line('+QISTATE: 0,"TCP","10.0.0.9",7,9437,2,1,0,0,"uart1"') + OK],
  ];
  return (text: string): Said | readonly Said[] | undefined => {
    if (input) {
      input.text += text;
      if (input.text.length < input.size) return [];
      const { over, text: all } = input;
      input = undefined;
      return over(all);
    }
    for (const [asked, answer] of rows) {
      const found = asked.exec(text);
      if (found) return answer(...found.slice(1));
    }
    return undefined;
  };
};
