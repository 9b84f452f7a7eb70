import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { Feed } from '../../operators/feed';
import type { Response } from '../../operators/response';
import type { Talk } from '../../operators/talk';
import { giveBytes } from './giveBytes';

/**
 * Offers a command a piece and gives it as much of it as it says that it takes.
 *
 *     > AT+FTPPUT=2,1000  < +FTPPUT: 2,100  >> the first 100  < OK
 */
export const feedPiece = <A>(talk: Talk, command: Command<A>, piece: Uint8Array): Observable<Response<A>> => {
  const feed: Feed = (feeding) => giveBytes(piece.subarray(0, feeding.wanted ?? piece.length))(feeding);
  return talk.send(command, feed);
};
