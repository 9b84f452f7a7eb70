import { map, mergeMap, type Observable, of } from 'rxjs';
import { optionally } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { messageRoute, messageRouteSet } from './messageServiceCommands';

/** Packet only, circuit only, and the same with the other one behind it (27.007 § 10.1.21). */
const [PACKET, CIRCUIT, PACKET_FIRST, CIRCUIT_FIRST] = [0, 1, 2, 3];

const wider = (route: number | undefined): number | undefined => {
  if (route === PACKET) return PACKET_FIRST;
  return route === CIRCUIT ? CIRCUIT_FIRST : undefined;
};

/**
 * Lets messages take the other route, too, if only one is allowed. Emits whether that changed something.
 *
 *     > AT+CGSMS?   < +CGSMS: 1   < OK   > AT+CGSMS=3   < OK      ⇒ true
 */
export const widenRoute = (channel: CommandChannel): Observable<boolean> =>
  optionally(channel, messageRouteSet()).pipe(
    mergeMap((response) => {
      const route = wider(response?.value.route);
      if (route === undefined) return of(false);
      return optionally(channel, messageRoute({ route })).pipe(map((taken) => taken !== undefined));
    }),
  );
