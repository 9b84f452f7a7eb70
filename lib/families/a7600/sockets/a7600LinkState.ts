import { EMPTY, filter, map, merge, mergeMap, type Observable, of } from 'rxjs';
import { socketStates } from './a7600SocketCommands';
import type { SocketResult } from './a7600SocketResult';
import { socketDataArrived, socketEnded } from './a7600SocketUrcs';
import type { LinkState } from '../../../dialects/socketsDialect';
import { optionally } from '../../../dialects/steps/optionally';
import type { Token } from '../../../wire/token';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';

/** Makes the test whether a result belongs to a link. */
export const ofLink =
  (link: number) =>
  <V extends { readonly link: number }>(said: V): boolean =>
    said.link === link;

/** Asks for the state of a link: `> AT+CIPOPEN?  < +CIPOPEN: 0,"TCP","93.184.216.34",80,-1`. */
export const a7600LinkState = (channel: CommandChannel, link: number): Observable<LinkState> =>
  optionally(channel, socketStates()).pipe(
    map((answer): LinkState => {
      const found = answer?.values.find((one) => one.link === link);
      if (!found) return 'unknown';
      return found.protocol === undefined ? 'closed' : 'open';
    }),
  );

/** Asks about an open or a close whose result does not come: emits a result if the link is in the wanted state, otherwise nothing. */
export const a7600LinkRecall = (
  wanted: LinkState,
  channel: CommandChannel,
  link: number,
): Observable<SocketResult> =>
  a7600LinkState(channel, link).pipe(
    mergeMap((state) => (state === wanted ? of({ code: 0, seen: 'CIPOPEN?' }) : EMPTY)),
  );

/** Network failure; also the code of a connection that the far end refuses. */
const FAILED = 1;

/** The result that follows from a URC of an opened link, since the result line may be lost: bytes have come, or the far end has closed it. */
export const impliedByLink = (urcs: Observable<Token>, link: number): Observable<SocketResult> =>
  merge(
    urcs.pipe(
      ofUrc(socketDataArrived),
      filter(ofLink(link)),
      map((said) => ({ code: 0, seen: socketDataArrived.form.write(said) })),
    ),
    urcs.pipe(
      ofUrc(socketEnded),
      filter(ofLink(link)),
      map((said) => ({ code: FAILED, seen: socketEnded.form.write(said) })),
    ),
  );
