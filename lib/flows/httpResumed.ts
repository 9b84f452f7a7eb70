import { EMPTY, type Observable, of } from 'rxjs';
import type { Reason } from '../grammar/reason';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Progress } from './progress';

/** Tells the reader that a body goes on where it was; nothing where none was begun. */
export const httpResumed = ({ head, loaded: offset }: Progress, reason: Reason): Observable<TransferEvent> =>
  head ? of<TransferEvent>(Object.freeze({ kind: 'resumed', offset, reason })) : EMPTY;
