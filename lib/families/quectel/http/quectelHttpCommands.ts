import { choice } from '../../../grammar/codecs/choice';
import type { Codec } from '../../../grammar/codecs/codec';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { remainder, text, textUpTo } from '../../../grammar/codecs/text';
import { command } from '../../../grammar/command';
import { urc } from '../../../grammar/urc';

/** Quectel's HTTP(S): no session; URL and heads go over the line as data, the result of each request comes later. */

const SOURCE = 'BG96 HTTP(S) AT Commands Manual V1.0 pages 9–18';
const MOST = 0x7fff_ffff;
const seconds = integerBetween(1, 65_535);
const file = textUpTo(80);
/** Connecting may take 125 s before the modem asks for data. */
const CONNECT_MS = 130_000;

const setting = <T>(key: string, value: Codec<T>, does: string, example: string) =>
  command(`+QHTTPCFG="${key}",`, {
    does,
    source: SOURCE,
    takes: { value },
    timeoutMs: 5_000,
    example: `
    > AT+QHTTPCFG="${key}",${example}
    < OK`,
  });

export const quectelHttpContext = setting(
  'contextid',
  integerBetween(1, 16),
  'Chooses the PDP context of HTTP.',
  '1',
);
export const quectelHttpRequestHeader = setting(
  'requestheader',
  flag,
  'Sets whether the host writes the whole head of a request.',
  '0',
);
export const quectelHttpResponseHeader = setting(
  'responseheader',
  flag,
  'Sets whether what is read begins with the head of the response.',
  '1',
);
export const quectelHttpTlsContext = setting(
  'sslctxid',
  integerBetween(0, 5),
  'Chooses the TLS context of HTTPS.',
  '1',
);
export const quectelHttpContentType = setting(
  'contenttype',
  choice({ form: 0, text: 1, octets: 2, multipart: 3, json: 4, jpeg: 5 }),
  'Sets the Content-Type of a request’s body: 4 and 5 (JSON, JPEG) are known to newer firmware only.',
  '2',
);

export const quectelHttpAllSettings = command('+QHTTPCFG?', {
  does: 'Reads all settings of HTTP, on newer firmware.',
  source: `${SOURCE}; observed on EG25`,
  answers: { key: text, value: remainder },
  mayBeEmpty: true,
  timeoutMs: 5_000,
  example: `
    > AT+QHTTPCFG?
    < +QHTTPCFG: "contextid",1
    < +QHTTPCFG: "responseheader",0
    < OK`,
});
export const quectelHttpOneSetting = command('+QHTTPCFG=', {
  does: 'Reads one setting of HTTP.',
  source: SOURCE,
  takes: { key: text },
  answers: { key: text, value: remainder },
  timeoutMs: 5_000,
  asks: true,
  example: `
    > AT+QHTTPCFG="responseheader"
    < +QHTTPCFG: "responseheader",0
    < OK`,
});

export const quectelHttpUrl = command('+QHTTPURL=', {
  does: 'Sets the URL: CONNECT, then exactly that number of bytes.',
  source: SOURCE,
  takes: { length: integerBetween(1, 65_535), seconds: optional(seconds) },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  hidesData: true,
  timeoutMs: 70_000,
  example: `
    > AT+QHTTPURL=23,80
    < CONNECT
    >> http://www.sina.com.cn/
    < OK`,
});

export const quectelHttpGet = command('+QHTTPGET=', {
  does: 'Sends a GET; the result comes later. `seconds` is how long the server may take.',
  source: SOURCE,
  takes: { seconds },
  timeoutMs: 10_000,
  example: `
    > AT+QHTTPGET=80
    < OK`,
});

export const quectelHttpGetWith = command('+QHTTPGET=', {
  does: 'Connects, asks for the head of the request (CONNECT), sends it; the result comes later.',
  source: SOURCE,
  takes: { seconds, length: integerBetween(1, 2_048), inputSeconds: optional(seconds) },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  hidesData: true,
  timeoutMs: CONNECT_MS,
  example: `
    > AT+QHTTPGET=80,37,80
    < CONNECT
    >> GET / HTTP/1.1\\r\\nHost: www.a.com\\r\\n\\r\\n
    < OK`,
});

export const quectelHttpGetPart = command('+QHTTPGETEX=', {
  does: 'Sends a GET for a part of the body (Range); the result comes later, as that of QHTTPGET. A BG96 does not have it.',
  source: 'observed on EG91 and EG800K',
  takes: { seconds, start: count, length: integerBetween(1, MOST) },
  timeoutMs: 10_000,
  example: `
    > AT+QHTTPGETEX=80,0,1024
    < OK`,
});

export const quectelHttpPost = command('+QHTTPPOST=', {
  does: 'Connects, asks for the body (CONNECT), sends it; the result comes later.',
  source: SOURCE,
  takes: {
    length: integerBetween(1, 1_024_000),
    inputSeconds: optional(seconds),
    seconds: optional(seconds),
  },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  timeoutMs: CONNECT_MS,
  example: `
    > AT+QHTTPPOST=20,80,80
    < CONNECT
    >> Message=HelloQuectel
    < OK`,
});

export const quectelHttpPostFile = command('+QHTTPPOSTFILE=', {
  does: 'Sends a POST with a file of the modem’s as its body; the result comes later.',
  source: SOURCE,
  takes: { file, seconds: optional(seconds) },
  timeoutMs: 10_000,
  example: `
    > AT+QHTTPPOSTFILE="2.txt",80
    < OK`,
});

export const quectelHttpPutFile = command('+QHTTPPUTFILE=', {
  does: 'Sends a PUT with a file of the modem’s as its body; the result comes later. Not all firmware has it.',
  source: 'observed on EG800K and EC200; BG95',
  takes: { file, seconds: optional(seconds) },
  timeoutMs: 10_000,
  example: `
    > AT+QHTTPPUTFILE="2.txt",80
    < OK`,
});

export const quectelHttpReadFile = command('+QHTTPREADFILE=', {
  does: 'Stores the response in a file, once; how it ended comes later.',
  source: SOURCE,
  takes: { file, seconds: optional(seconds) },
  timeoutMs: 10_000,
  example: `
    > AT+QHTTPREADFILE="UFS:r.bin",80
    < OK`,
});

export const quectelHttpStop = command('+QHTTPSTOP', {
  does: 'Ends the request that is under way; an EG91 mostly refuses it.',
  source: 'observed on EC2x and EG800K',
  timeoutMs: 12_000,
  example: `
    > AT+QHTTPSTOP
    < OK`,
});

/** The result of a request: the modem’s own code, the server’s status, the length of the body where the server states it. */
const done = (name: string, of: string, example: string) =>
  urc(name, {
    tells: `Tells the result of a ${of}: a code of the modem, 0 for none; the server’s status; the length of the body.`,
    source: SOURCE,
    gives: { code: integer, status: optional(integer), length: optional(count) },
    example,
  });

export const quectelHttpGetDone = done('+QHTTPGET', 'GET', '+QHTTPGET: 0,200,547256');
export const quectelHttpPostDone = done('+QHTTPPOST', 'POST', '+QHTTPPOST: 0,200,177');
export const quectelHttpPostFileDone = done(
  '+QHTTPPOSTFILE',
  'POST from a file',
  '+QHTTPPOSTFILE: 0,200,177',
);
export const quectelHttpPutFileDone = done('+QHTTPPUTFILE', 'PUT from a file', '+QHTTPPUTFILE: 0,201');

export const quectelHttpReadFileDone = urc('+QHTTPREADFILE', {
  tells: 'Tells how storing a response ended: 0 well, otherwise a code of the modem.',
  source: SOURCE,
  gives: { code: integer },
  example: '+QHTTPREADFILE: 0',
});

export const quectelHttpReadDone = urc('+QHTTPREAD', {
  tells: 'Tells how the reading of a response ended: 0 well, otherwise a code of the modem.',
  source: SOURCE,
  gives: { code: integer },
  example: '+QHTTPREAD: 0',
});
