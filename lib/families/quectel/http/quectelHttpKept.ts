import { concat, defer, EMPTY, from, ignoreElements, mergeMap, type Observable, of, tap } from 'rxjs';
import type { HttpCall } from '../../../dialects/httpCall';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { inOrder } from '../../../dialects/steps/inOrder';
import type { Codec } from '../../../grammar/codecs/codec';
import type { Command, CommandFactory } from '../../../grammar/command';
import type { CommandChannel } from '../../../../operators/commandChannel';
import * as http from './quectelHttpCommands';
import { quectelHttpMemory } from './quectelHttpMemory';

/** Makes the command that sets a value as the modem showed it; `undefined` if the setting does not take that value. */
const writer =
  <T>(setting: CommandFactory<{ readonly value: Codec<T> }, Record<never, never>>) =>
  (field: string): Command | undefined => {
    const value = setting.takes.value.read(field);
    return value === undefined ? undefined : setting({ value });
  };

/** The settings that a request changes, by their key of QHTTPCFG. */
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

/** Reads settings one by one, for firmware that does not list them; stops at the first one that the modem does not show. */
const oneByOne = (
  channel: CommandChannel,
  [key, ...others]: readonly string[],
): Observable<readonly [string, string]> => {
  if (key === undefined) return EMPTY;
  return optionally(channel, http.quectelHttpOneSetting({ key })).pipe(
    mergeMap((answer) => {
      if (!answer) return EMPTY;
      const shown = of([key, answer.value.value] as const);
      return concat(
        shown,
        defer(() => oneByOne(channel, others)),
      );
    }),
  );
};

/** Reads the settings that a request will change, once in its turn. Settings that the modem does not show are not put back. */
const read = (channel: CommandChannel, { commands }: HttpCall): Observable<never> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    if (memory.settings) return EMPTY;
    const settings = new Map<string, string>();
    const keys = commands.map(keyOf).filter((key) => WRITERS.has(key));
    const reading = optionally(channel, http.quectelHttpAllSettings()).pipe(
      mergeMap((answer) => {
        if (!answer) return oneByOne(channel, keys);
        return from(answer.values.map(({ key, value }) => [key, value] as const));
      }),
      tap(([key, value]) => settings.set(key.toLowerCase(), value.trim())),
      ignoreElements(),
    );
    return concat(
      reading,
      defer(() => {
        memory.settings = { before: settings, now: new Map() };
        return EMPTY;
      }),
    );
  });

/** Sends a setting of a request, and remembers it. */
const set = (channel: CommandChannel, command: Command): Observable<never> =>
  defer(() => {
    quectelHttpMemory(channel).settings?.now.set(keyOf(command), command);
    return inOrder(channel, command);
  });

/** Puts back the settings that a request has changed; a refusal is no failure. */
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
 * Keeps the user's settings of HTTP, which last until the modem restarts: what a request changes is read before it, and put back
 * behind it. Source: BG96 HTTP(S) AT Commands Manual V1.0 pages 9–18.
 *
 *     > AT+QHTTPCFG?   < +QHTTPCFG: "responseheader",0   > AT+QHTTPCFG="responseheader",1   …   > AT+QHTTPCFG="responseheader",0
 */
export const quectelHttpKept = Object.freeze({ read, set, putBack });
