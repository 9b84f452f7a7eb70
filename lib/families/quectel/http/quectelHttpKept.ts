import { concat, defer, EMPTY, from, ignoreElements, mergeMap, type Observable, of, tap } from 'rxjs';
import type { HttpCall } from '../../../dialects/httpCall';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { inOrder } from '../../../dialects/steps/inOrder';
import type { Codec } from '../../../grammar/codecs/codec';
import type { Command, CommandFactory } from '../../../grammar/command';
import type { CommandChannel } from '../../../../operators/commandChannel';
import * as http from './quectelHttpCommands';
import { quectelHttpMemory } from './quectelHttpMemory';

/** Spells a value as the modem showed it; `undefined` where it is none that the setting takes. */
const writer =
  <T>(setting: CommandFactory<{ readonly value: Codec<T> }, Record<never, never>>) =>
  (field: string): Command | undefined => {
    const value = setting.takes.value.read(field);
    return value === undefined ? undefined : setting({ value });
  };

/** The settings that a request makes, by the key of QHTTPCFG. */
const WRITERS: ReadonlyMap<string, (field: string) => Command | undefined> = new Map(
  Object.entries({
    contextid: writer(http.quectelHttpContext),
    requestheader: writer(http.quectelHttpRequestHeader),
    responseheader: writer(http.quectelHttpResponseHeader),
    sslctxid: writer(http.quectelHttpTlsContext),
    contenttype: writer(http.quectelHttpContentType),
  }),
);

const keyOf = ({ text }: Command): string => /\+QHTTPCFG="(\w+)",/.exec(text)?.[1] ?? '';

/** Reads settings one by one, where the firmware does not list them; ends with the first one that it does not show. */
const oneByOne = (
  channel: CommandChannel,
  [key, ...others]: readonly string[],
): Observable<readonly [string, string]> =>
  key === undefined
    ? EMPTY
    : optionally(channel, http.quectelHttpOneSetting({ key })).pipe(
        mergeMap((answer) =>
          answer
            ? concat(
                of([key, answer.value.value] as const),
                defer(() => oneByOne(channel, others)),
              )
            : EMPTY,
        ),
      );

/** Reads the values that a request will change, once in its turn; a modem that does not show them keeps what the request sets. */
const read = (channel: CommandChannel, { commands }: HttpCall): Observable<never> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    if (memory.settings) return EMPTY;
    const settings = new Map<string, string>();
    const keys = commands.map(keyOf).filter((key) => WRITERS.has(key));
    return optionally(channel, http.quectelHttpAllSettings()).pipe(
      mergeMap((answer) => {
        if (!answer) return oneByOne(channel, keys);
        return from(answer.values.map(({ key, value }) => [key, value] as const));
      }),
      tap(([key, value]) => settings.set(key.toLowerCase(), value.trim())),
      ignoreElements(),
      (reading) =>
        concat(
          reading,
          defer(() => {
            memory.settings = { before: settings, now: new Map() };
            return EMPTY;
          }),
        ),
    );
  });

/** Sends a setting, and remembers it. */
const set = (channel: CommandChannel, command: Command): Observable<never> =>
  defer(() => {
    quectelHttpMemory(channel).settings?.now.set(keyOf(command), command);
    return inOrder(channel, command);
  });

/** Puts back what a request has changed. */
const putBack = (channel: CommandChannel): Observable<never> =>
  defer(() => {
    const { settings } = quectelHttpMemory(channel);
    return concat(
      ...[...(settings?.now ?? [])].flatMap(([key, command]) => {
        const old = settings?.before.get(key);
        const back = old === undefined ? undefined : WRITERS.get(key)?.(old);
        return back && back.text !== command.text ? [optionalSetting(channel, back)] : [];
      }),
    );
  });

/**
 * The settings of HTTP are the user's: a modem keeps them until it restarts. What a request changes is read before, and put back
 * behind it.
 *
 *     > AT+QHTTPCFG?   < +QHTTPCFG: "responseheader",0   > AT+QHTTPCFG="responseheader",1   …   > AT+QHTTPCFG="responseheader",0
 */
export const quectelHttpKept = Object.freeze({ read, set, putBack });
