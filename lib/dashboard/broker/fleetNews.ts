import { asyncScheduler, defer, mergeMap, type OperatorFunction } from 'rxjs';
import type { FleetNews } from 'rxmodem/mqtt';
import type { BrokerFace } from '../model/board';
import { faceNews } from './faceNews';
import type { Fleet } from './fleet';
import { fleetFaces } from './fleetFaces';
import type { News } from '../model/news';
import { type FleetChange, nextFleet } from './nextFleet';
import { saidNews } from '../modems/saidNews';
import { shownWithoutText } from '../modems/shortMessage';

type Said = FleetNews & { readonly kind: 'urc' };
type Received = FleetNews & { readonly kind: 'message' };

const urcNews = ({ gateway, modem, urc }: Said, now: number): News => {
  const heard = Date.parse(urc.at);
  const at = Number.isFinite(heard) ? heard : now;
  return saidNews({ modem: `${gateway}/${modem}`, at, text: urc.text, tells: urc.tells });
};

const messageNews = ({ gateway, modem, message }: Received): News => ({
  kind: 'message',
  modem: `${gateway}/${modem}`,
  message: {
    id: message.id ?? message.at,
    at: Date.parse(message.at),
    isSent: false,
    who: message.from ?? '',
    text: message.text ?? shownWithoutText(message.kind),
    state: '',
  },
});

/**
 * Turns what a broker, its gateways and their modems say into news for a board.
 *
 *     said     b--------g--------m-----------u     broker, gateway, modem, URC
 *     news     b--------cc-------ls----------u     came, link (connection), state
 */
export const fleetNews = (broker: BrokerFace): OperatorFunction<FleetChange | Said | Received, News> => {
  const empty: Fleet = { broker, gateways: new Map(), modems: new Map() };
  return (said) =>
    defer(() => {
      let fleet = empty;
      let faces = fleetFaces(fleet);
      const changed = (change: FleetChange): readonly News[] => {
        const before = faces;
        fleet = nextFleet(fleet, change);
        faces = fleetFaces(fleet);
        const news = faceNews(before, faces, asyncScheduler.now());
        return change.kind === 'broker' ? [{ kind: 'broker', broker: change.broker }, ...news] : news;
      };
      return said.pipe(
        mergeMap((one) => {
          if (one.kind === 'urc') return [urcNews(one, asyncScheduler.now())];
          return one.kind === 'message' ? [messageNews(one)] : changed(one);
        }),
      );
    });
};
