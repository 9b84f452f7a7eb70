import { map, merge, mergeMap, type Observable } from 'rxjs';
import { validMessages, type Message } from './link/message';
import { link } from './link/link';
import type { MqttClient } from './link/mqttClient';
import { modemState, type ModemState } from './schema/modemState';
import { presence, type Presence } from './schema/presence';
import { urcMessage, type UrcMessage } from './schema/urcMessage';
import { smsMessage, type SmsMessage } from './schema/smsMessage';
import { topics } from './link/topics';

/** A change at the gateways of a broker. */
export type FleetNews =
  | { readonly kind: 'gateway'; readonly presence: Presence }
  | { readonly kind: 'modem'; readonly state: ModemState }
  | { readonly kind: 'urc'; readonly gateway: string; readonly modem: string; readonly urc: UrcMessage }
  | {
      readonly kind: 'message';
      readonly gateway: string;
      readonly modem: string;
      readonly message: SmsMessage;
    };

/** `…/gateways/GATEWAY/modems/MODEM/urcs`, `…/messages` */
const placeOf = ({ topic }: Message): { readonly gateway: string; readonly modem: string } => {
  const [, modem = '', , gateway = ''] = topic.split('/').reverse();
  return { gateway, modem };
};

/**
 * Watches all gateways at a broker and their modems: their states come at once, since they are retained, then changes,
 * URCs and received messages. Continues through reconnections; skips messages that can't be read.
 *
 *     watch(client).subscribe((news) => match(news).with({ kind: 'urc' }, ({ modem, urc }) => log(modem, urc.text)) …)
 */
export const watch = (
  client: MqttClient,
  { root }: { readonly root?: string } = {},
): Observable<FleetNews> => {
  const { listen } = link(client);
  const tree = topics(root);
  return merge(
    listen(tree.messages('+', '+')).pipe(
      mergeMap((packet) =>
        validMessages(smsMessage, packet).map((message): FleetNews => ({
          kind: 'message',
          ...placeOf(packet),
          message,
        })),
      ),
    ),
    listen(tree.gateway('+')).pipe(
      mergeMap((message) => validMessages(presence, message)),
      map((known): FleetNews => ({ kind: 'gateway', presence: known })),
    ),
    listen(tree.modem('+', '+')).pipe(
      mergeMap((message) => validMessages(modemState, message)),
      map((state): FleetNews => ({ kind: 'modem', state })),
    ),
    listen(tree.urcs('+', '+')).pipe(
      mergeMap((message) =>
        validMessages(urcMessage, message).map((urc): FleetNews => ({
          kind: 'urc',
          ...placeOf(message),
          urc,
        })),
      ),
    ),
  );
};
