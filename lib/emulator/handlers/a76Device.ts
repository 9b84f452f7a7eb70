import { cardIdA76, revisionA76 } from '../../commands/identityA76';
import { batteryA76, powerOffA76, resetA76 } from '../../commands/powerA76';
import { tlsContext, tlsSetting } from '../../commands/tls';
import { answerLine } from '../answerLine';
import { handle, type Handling } from '../handler';
import { ok, refused } from '../reply';
import type { ModemState } from '../state';
import type { Utterance } from '../utterance';
import { restarting } from './restarting';
import { ofCard } from './ofCard';

/** What A76XX spells in its own way: revision, SIM number, battery, power, TLS (A76XX AT manual V1.09 p 63, 73, 154, 280, 422). */

/** What each value of a TLS context is at start, and may be. */
const TLS: readonly (readonly [name: string, initial: string, takes: RegExp])[] = [
  ['SSLVERSION', '4', /^[0-4]$/],
  ['AUTHMODE', '0', /^[0-3]$/],
  ['IGNORELOCALTIME', '1', /^[01]$/],
  ['NEGOTIATETIME', '300', /^(?:[1-9]\d|[12]\d\d|300)$/],
  ['CACERT', '', /^.{0,108}$/],
  ['CLIENTCERT', '', /^.{0,108}$/],
  ['CLIENTKEY', '', /^.{0,108}$/],
  ['PASSWORD', '', /^.{0,108}$/],
  ['ENABLESNI', '0', /^[01]$/],
];

/** A TLS context, as `AT+CSSLCFG` tells it. */
export const tlsContextLine = ({ tlsContexts }: ModemState, context: number): Utterance => {
  const told = (name: string): string =>
    tlsContexts.get(context)?.get(name) ?? TLS.find(([known]) => known === name)?.[1] ?? '';
  return answerLine(tlsContext, {
    context,
    version: Number(told('SSLVERSION')),
    authMode: Number(told('AUTHMODE')),
    ignoreTime: Number(told('IGNORELOCALTIME')),
    negotiationSeconds: Number(told('NEGOTIATETIME')),
    authority: told('CACERT'),
    clientCertificate: told('CLIENTCERT'),
    clientKey: told('CLIENTKEY'),
    password: told('PASSWORD'),
    sni: Number(told('ENABLESNI')),
  });
};

export const a76Device: readonly Handling[] = [
  handle(revisionA76, (_, { family }) => ok(answerLine(revisionA76, { text: family.identity.revision }))),
  handle(cardIdA76, (_, { family, state }) =>
    ofCard(state, answerLine(cardIdA76, { iccid: family.identity.iccid })),
  ),
  handle(batteryA76, () => ok(answerLine(batteryA76, { milliVolts: 3_749 }))),
  handle(powerOffA76, (_, { powerDown }) => ({ ...ok(), later: powerDown })),
  handle(resetA76, (_, bench) => restarting(bench)),
  handle(tlsSetting, ({ name, context, value }, { state }) => {
    const row = TLS.find(([known]) => known === name.toUpperCase());
    if (!row?.[2].test(value)) return refused();
    const values = state.tlsContexts.get(context) ?? new Map<string, string>();
    state.tlsContexts.set(context, values.set(row[0], value));
    return ok();
  }),
  handle(tlsContext, ({ context }, { state }) => ok(tlsContextLine(state, context))),
];
