import { type Observable, switchMap, take } from 'rxjs';
import type { OpenModemOptions, Modem } from '../../lib';
import type { OriginRequest, Page, Site } from '../../lib/emulator';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Desk } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';

/** Connects, does one thing with the modem, and leaves when it ends; all in virtual time. */
export const asking = <T>(
  { connected }: Desk,
  act: (modem: Modem) => Observable<T>,
  options?: OpenModemOptions,
): Watched<T> => virtually(() => watch(connected(options).pipe(take(1), switchMap(act))));

/** Whether these are just those bytes; `expect` would print both. */
export const isSame = (got: Uint8Array | undefined, wanted: Uint8Array): boolean =>
  got !== undefined && Buffer.compare(got, wanted) === 0;

/** How many command lines began so. */
export const countOf = ({ heard }: Desk, start: string): number =>
  heard.filter((line) => line.startsWith(start)).length;

/** Every session that was begun is ended. */
export const expectBalance = ({ virtual: { state } }: Desk): void => {
  expect({ open: state.httpOpen, balance: state.httpInits - state.httpTerms }).toEqual({
    open: false,
    balance: 0,
  });
};

/** Nothing was said but what brings a modem up. */
export const expectSilence = ({ heard }: Desk): void =>
  expect(heard.filter((line) => /HTTP|SAPBR|CGDCONT|CGACT|CSSLCFG/.test(line))).toEqual([]);

/** A page that writes down who asked for it. */
export const recorded = (answer: (request: OriginRequest, time: number) => string | Uint8Array | Page) => {
  const requests: OriginRequest[] = [];
  const page: Site = (request) => {
    requests.push(request);
    return answer(request, requests.length);
  };
  return { requests, page };
};

/** What a request said in a header field, every time that it said it. */
export const fieldOf = ({ headers }: OriginRequest, name: string): readonly string[] =>
  headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** All that could end an input or be taken for a command. */
export const dangerous = latin1Bytes(
  '\n+++\x1a\x1b\0\r\nAT+HTTPTERM\r\n+++\rOK\r\n\r\nERROR\r\nDOWNLOAD\r\n\xff\x08',
);
