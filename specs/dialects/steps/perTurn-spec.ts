import { EMPTY, NEVER } from 'rxjs';
import { perTurn } from '../../../lib/dialects/steps/perTurn';
import type { CommandChannel } from '../../../operators/commandChannel';

const channel = (): CommandChannel => ({ send: () => NEVER, urcs: EMPTY, note: () => undefined });

describe('perTurn', () => {
  it('remembers for one channel and knows nothing of another', () => {
    const memoryOf = perTurn(() => ({ handle: 0 }));
    const [one, other] = [channel(), channel()];
    memoryOf(one).handle = 7;

    expect([memoryOf(one).handle, memoryOf(other).handle]).toEqual([7, 0]);
  });
});
