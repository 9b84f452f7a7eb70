import { EMPTY, filter, map, merge, mergeMap, type Observable, of } from 'rxjs';
import { socketStates } from './a7600SocketCommands';
import type { SocketResult } from './a7600SocketResult';
import { socketDataArrived, socketEnded } from './a7600SocketUrcs';
import type { LinkState } from '../../../dialects/socketsDialect';
import { optionally } from '../../../dialects/steps/optionally';
import type { Token } from '../../../wire/token';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';

/** Which results belong to a link. */
export const ofLink =
  (link: number) =>
  <V extends { readonly link: number }>(said: V): boolean =>
    said.link === link;

/** Asks how a link is: `> AT+CIPOPEN?  < +CIPOPEN: 0,"TCP","93.184.216.34",80,-1`. */
export const a7600LinkState = (channel: CommandChannel, link: number): Observable<LinkState> =>
  optionally(channel, socketStates()).pipe(
    map((answer): LinkState => {
      const found = answer?.values.find((one) => one.link === link);
      if (!found) return 'unknown';
      return found.protocol === undefined ? 'closed' : 'open';
    }),
  );

/** The result of an open or a close that was lost on the line, where the link is in that state now. */
export const a7600LinkIs = (
  wanted: LinkState,
  channel: CommandChannel,
  link: number,
): Observable<SocketResult> =>
  a7600LinkState(channel, link).pipe(
    mergeMap((state) => (state === wanted ? of({ code: 0, seen: 'CIPOPEN?' }) : EMPTY)),
  );

/** Network failure: what a far end that refuses looks like, too. */
const FAILED = 1;

/** What only a link that was opened says: bytes have come, or the far end has closed it. The line before it may have been lost. */
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
