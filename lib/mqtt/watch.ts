import { map, merge, mergeMap, type Observable } from 'rxjs';
import { heardMessage, type Message } from './link/message';
import { link } from './link/link';
import type { MqttClient } from './link/mqttClient';
import { modemState, type ModemState } from './schema/modemState';
import { presence, type Presence } from './schema/presence';
import { urcMessage, type UrcMessage } from './schema/urcMessage';
import { topics } from './link/topics';

/** Something that is new of the gateways at a broker. */
export type FleetNews =
  | { readonly kind: 'gateway'; readonly presence: Presence }
  | { readonly kind: 'modem'; readonly state: ModemState }
  | { readonly kind: 'urc'; readonly gateway: string; readonly modem: string; readonly urc: UrcMessage };

/** `…/gateways/GATEWAY/modems/MODEM/urcs` */
const placeOf = ({ topic }: Message): { readonly gateway: string; readonly modem: string } => {
  const [, modem = '', , gateway = ''] = topic.split('/').reverse();
  return { gateway, modem };
};

/**
 * Watches all gateways at a broker and their modems: how they are comes at once, since it is retained, then what is new, and
 * what modems say on their own. Goes on through reconnections; what can't be read is left out.
 *
 *     watch(client).subscribe((news) => match(news).with({ kind: 'urc' }, ({ modem, urc }) => log(modem, urc.text)) …)
 */
export const watch = (
  client: MqttClient,
  { root }: { readonly root?: string } = {},
): Observable<FleetNews> => {
  const { hear } = link(client);
  const tree = topics(root);
  return merge(
    hear(tree.gateway('+')).pipe(
      mergeMap((message) => heardMessage(presence, message)),
      map((told): FleetNews => ({ kind: 'gateway', presence: told })),
    ),
    hear(tree.modem('+', '+')).pipe(
      mergeMap((message) => heardMessage(modemState, message)),
      map((state): FleetNews => ({ kind: 'modem', state })),
    ),
    hear(tree.urcs('+', '+')).pipe(
      mergeMap((message) =>
        heardMessage(urcMessage, message).map((urc): FleetNews => ({
          kind: 'urc',
          ...placeOf(message),
          urc,
        })),
      ),
    ),
  );
};
