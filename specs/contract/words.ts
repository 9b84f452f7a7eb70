import type { Profile } from '../../lib';
import type { Desk } from '../modem/desk';
import { countOf } from './asking';

/** The commands by which a family does what the contract speaks of. */
interface Words {
  /** Begins a request, sets its URL, sends it, ends it. */
  readonly begin: string;
  readonly url: string;
  readonly act: string;
  readonly end: string;
  /** Asks for the body of a request. */
  readonly input: string;
  /** Reads a window; `earlier` of them are for the head. */
  readonly read: string;
  readonly earlier: number;
}

const SIMCOM: Words = {
  begin: 'AT+HTTPINIT',
  url: 'AT+HTTPPARA="URL"',
  act: 'AT+HTTPACTION',
  end: 'AT+HTTPTERM',
  input: 'AT+HTTPDATA',
  read: 'AT+HTTPREAD=',
  earlier: 0,
};
const QUECTEL: Words = {
  begin: 'AT+QHTTPCFG="contextid"',
  url: 'AT+QHTTPURL',
  act: 'AT+QHTTPGET',
  end: 'AT+QFDEL="RAM:rxmodem.response"',
  input: 'AT+QFUPL',
  read: 'AT+QFREAD=',
  earlier: 1,
};

export const wordsOf = ({ name }: Profile): Words => (name === 'quectel' ? QUECTEL : SIMCOM);

/** How many windows of the body were asked for. */
export const readsOf = (on: Desk): number => {
  const { read, earlier } = wordsOf(on.profile);
  return Math.max(0, countOf(on, read) - earlier);
};

/** Which window a fault strikes: the one at an offset, the n-th of the body. */
export const windowAt = (profile: Profile, offset: number, nth: number) => {
  const { read, earlier } = wordsOf(profile);
  return earlier === 0 ? { during: `${read}${offset},` } : { during: read, skip: earlier + nth };
};
