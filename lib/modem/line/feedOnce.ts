import { defer, EMPTY, map, type Observable, of, Subscription, timer } from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { Token } from '../../wire/token';
import type { InputFeed, InputRequest, WriteInput } from '../../../operators/commandChannel';

/** How long a modem that has counted data may take to its result code, where it did not ask for them. */
const UNASKED_MS = 10_000;

type Prompt = Token & { readonly kind: 'prompt' };

/** What a command's data are given with, and who learns that they can not be. */
interface Feeding extends Pick<InputRequest, 'leaving'> {
  /** How long the command may take. */
  readonly timeoutMs: number;
  /** Gives data, and begins the wait for the answer again with this limit. */
  readonly giveWithin: (waitMs: number) => WriteInput;
  readonly giveUp: (reason: ModemError) => void;
  readonly error: (reason: unknown) => void;
}

/** Waits for a prompt, within its limit, and gives the data at the first one; `take` emits nothing for any other token. */
export const feedOnce = (
  command: Command,
  feed: InputFeed,
  { timeoutMs, giveWithin, leaving, giveUp, error }: Feeding,
) => {
  const { prompt } = command.definition;
  // Data that the modem did not ask for.
  const giveUnasked = giveWithin(UNASKED_MS);
  const asking = new Subscription();
  let isFed = false;
  /** Whether padding is given: whatever the modem says to it, the command has failed. */
  let isPadding = false;
  const begin = (give: WriteInput, wanted?: number): Subscription => {
    isFed = true;
    return defer(() => feed({ give, wanted, leaving })).subscribe({ error });
  };
  const unasked = (reason: ModemError): void => {
    const isTaken = prompt?.by === 'line' || (prompt?.by === 'mark' && prompt.isEndless === true);
    if (isTaken && feed.isHarmless === true) asking.add(begin(giveUnasked));
    else if (prompt?.by !== 'line') giveUp(reason);
    // A modem that waits for a line's data ends that by itself, after a long time.
    else if (prompt.isOnlyStored === true && feed.pads === true) {
      isPadding = true;
      const padding = defer(() => feed({ give: giveUnasked, wanted: undefined, leaving: of(undefined) }));
      asking.add(padding.subscribe({ error, complete: () => giveUp(reason) }));
    }
  };
  const waiting = promptLimit(command).subscribe(unasked);
  asking.add(waiting);
  const take = (token: Token): Subscription | undefined => {
    if (isPadding) return Subscription.EMPTY;
    if (token.kind !== 'prompt' || isFed) return undefined;
    waiting.unsubscribe();
    return begin(giveWithin(timeoutMs), (token satisfies Prompt).wanted);
  };
  return { asking, take, isFed: () => isFed };
};

/** Fails when the modem does not ask for the data in time. Nothing was given, so nothing was done. */
const promptLimit = ({ definition, redacted }: Command): Observable<ModemError> => {
  const { prompt } = definition;
  if (prompt === undefined || prompt.by === 'answer' || prompt.withinMs === undefined) return EMPTY;
  const { withinMs: waitedMs } = prompt;
  return timer(waitedMs).pipe(
    map(() => new ModemError({ kind: 'timeout', phase: 'input', waitedMs, command: redacted })),
  );
};
