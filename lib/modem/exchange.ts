import { defer, filter, ignoreElements, map, merge, mergeMap, type Observable, startWith, switchMap, take, throwError, timer } from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { Token } from '../wire/token';
import { frameResponse } from '../../operators/frameResponse';
import type { Response } from '../../operators/response';
import type { Conversation } from './conversation';

/** Bits that a byte takes on the line: start, eight, stop. */
const BITS_A_BYTE = 10;
/** How much slower than the line rate counted bytes may come. */
const PATIENCE = 3;

const isAnnouncement = (command: Command) => (token: Token): token is Token & { kind: 'info' } =>
  token.kind === 'info' && token.command === command && token.bytes > 0;

const isPrompt = (command: Command) => (token: Token): boolean => token.kind === 'prompt' && token.command === command;

/**
 * Fails when an answer is late. Counted bytes bring the time that they take on the line, whole: URCs that fill the gap of
 * lost bytes can't hold it open.
 */
const alarm = (tokens: Observable<Token>, command: Command, baudRate: number): Observable<never> => {
  const { timeoutMs } = command.definition;
  return tokens.pipe(
    filter(isAnnouncement(command)),
    map(({ bytes }) => timeoutMs + Math.ceil((bytes * BITS_A_BYTE * 1_000 * PATIENCE) / baudRate)),
    startWith(timeoutMs),
    switchMap((waitMs) => timer(waitMs).pipe(map(() => waitMs))),
    mergeMap((waitedMs) =>
      throwError(() => new ModemError({ kind: 'timeout', phase: 'answer', waitedMs, command: command.shown })),
    ),
  );
};

/**
 * Says one command and hears it out: listens, then speaks; gives its data when the modem asks for it.
 *
 *     > AT+HTTPDATA=5,10000
 *     < DOWNLOAD
 *     >> hello
 *     < OK
 *
 * Emits the response once. Fails with the reasons of `frameResponse` and with `timeout`; who holds the line must see to it
 * that a late answer meets nobody.
 */
export const exchange = <A>(talk: Conversation, command: Command<A>, baudRate: number): Observable<Response<A>> =>
  defer(() => {
    const data = talk.tokens.pipe(
      filter(isPrompt(command)),
      take(1),
      mergeMap((prompt) => {
        const wanted = prompt.kind === 'prompt' ? prompt.wanted : undefined;
        return talk.give((command.data ?? new Uint8Array()).subarray(0, wanted));
      }),
    );
    const waiting = merge(alarm(talk.tokens, command, baudRate), data, talk.say(command)).pipe(ignoreElements());
    return merge(talk.tokens.pipe(frameResponse(command)), waiting as Observable<never>).pipe(take(1));
  });
