import { choice } from '../grammar/choice';
import { command } from '../grammar/command';
import { countForm } from '../grammar/countForm';
import { flag } from '../grammar/flag';
import { integer } from '../grammar/integer';
import { integerBetween } from '../grammar/integerBetween';

/** The SIM800’s own part of HTTP. */

const SOURCE = 'SIM800 AT manual V1.09 § 11.2';
const MOST = 319_488;

export const httpCid = command('+HTTPPARA="CID",', {
  does: 'Chooses the bearer profile. Mandatory.',
  source: `${SOURCE}.3`,
  takes: { cid: integerBetween(1, 3) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="CID",1
    < OK`,
});

export const httpSsl = command('+HTTPSSL=', {
  does: 'Turns TLS on or off. The modem can’t verify the server.',
  source: 'SIM800 SSL note V1.00 § 2.1',
  takes: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSSL=1
    < OK`,
});

export const httpReadAll = command('+HTTPREAD', {
  does: 'Reads the whole response body. OK alone: nothing is stored.',
  source: `${SOURCE}.6; IP note § 3.2`,
  answers: { length: integer },
  answerForm: countForm('+HTTPREAD'),
  payload: ({ length }) => (length <= MOST ? length : NaN),
  mayBeEmpty: true,
  timeoutMs: 10_000,
  example: `
    > AT+HTTPREAD
    < +HTTPREAD: 5
    << hello
    < OK`,
});

export const httpRead = command('+HTTPREAD=', {
  does: 'Reads a window of the response body; less where less is left. OK alone: nothing is stored.',
  source: `${SOURCE}.6`,
  takes: { offset: integerBetween(0, MOST), size: integerBetween(1, MOST) },
  answers: { length: integer },
  answerForm: countForm('+HTTPREAD'),
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  mayBeEmpty: true,
  timeoutMs: 10_000,
  example: `
    > AT+HTTPREAD=0,5
    < +HTTPREAD: 5
    << hello
    < OK`,
});

export const httpStatus = command('+HTTPSTATUS?', {
  does: 'Reads how far a request is.',
  source: `${SOURCE}.8; IP note § 3.8`,
  answers: {
    method: choice({ GET: 'GET', POST: 'POST', HEAD: 'HEAD' }),
    state: choice({ idle: 0, receiving: 1, sending: 2 }),
    finished: integer,
    remaining: integer,
  },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSTATUS?
    < +HTTPSTATUS: GET,1,1440,7915
    < OK`,
});
