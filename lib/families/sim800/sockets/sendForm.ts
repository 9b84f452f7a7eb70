import { choice } from '../../../grammar/codecs/choice';
import { count } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import type { LineForm } from '../../../grammar/forms/lineForm';
import { linkNumber } from './linkForm';

/** How the SIM800 answers to the data of a `CIPSEND`. */
export interface SendResult {
  /** The number of the connection, 0 to 5; missing where the IP stack has only one (`CIPMUX=0`). */
  readonly link?: number;
  /** `accepted`: the modem has the bytes (`CIPQSEND=1`); `sent`: the peer acknowledged them; `failed`: unknown how many arrived. */
  readonly result: 'accepted' | 'sent' | 'failed';
  /** How many bytes the modem accepted; only with `accepted`. */
  readonly length?: number;
}

/** The fields of a `SendResult`, for the definitions that have it as their answer. */
export const sendFields = {
  link: optional(linkNumber),
  result: choice<SendResult['result']>({ accepted: 0, sent: 1, failed: 2 }),
  length: optional(count),
} as const;

const SENT = /^(?:([0-5])\s*,\s*)?SEND (OK|FAIL)$/i;
const ACCEPTED = /^DATA ACCEPT\s*:\s*(?:([0-5])\s*,\s*)?(\d{1,5})$/i;

const numbered = (link: string | undefined): Pick<SendResult, 'link'> =>
  link === undefined ? {} : { link: Number(link) };

/**
 * The form of the result of `CIPSEND`, which is no result code.
 *
 *     0, SEND OK         ⇄  { link: 0, result: 'sent' }
 *     0, SEND FAIL       ⇄  { link: 0, result: 'failed' }
 *     DATA ACCEPT:0,512  ⇄  { link: 0, result: 'accepted', length: 512 }
 */
export const sendForm: LineForm<SendResult> = {
  key: 'SEND',
  keys: ['0', '1', '2', '3', '4', '5', 'SEND', 'DATA'],
  shows: '<link>, SEND OK | <link>, SEND FAIL | DATA ACCEPT:<link>,<length>',
  read: (line) => {
    const sent = SENT.exec(line);
    if (sent)
      return Object.freeze({
        ...numbered(sent[1]),
        result: sent[2]?.toUpperCase() === 'OK' ? 'sent' : 'failed',
      });
    const [, link, length] = ACCEPTED.exec(line) ?? [];
    if (length === undefined) return undefined;
    return Object.freeze({ ...numbered(link), result: 'accepted', length: Number(length) });
  },
  write: ({ link, result, length = 0 }) => {
    if (result === 'accepted') return `DATA ACCEPT:${link === undefined ? '' : `${link},`}${length}`;
    return `${link === undefined ? '' : `${link}, `}SEND ${result === 'sent' ? 'OK' : 'FAIL'}`;
  },
};
