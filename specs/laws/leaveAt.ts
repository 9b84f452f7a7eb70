import { catchError, concat, defer, EMPTY, finalize, ignoreElements, switchMap, take, takeUntil } from 'rxjs';
import type { Profile } from '../../lib';
import type { EmulatorSettings } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { counted, countdown } from './countdown';
import { flowDesk, type FlowDesk, fresh } from './flowDesk';
import type { FlowCase } from './flows';

/** What came of a flow that was left, and of those that followed it. */
export interface Left {
  readonly desk: FlowDesk;
  /** Whether it was left; it has ended by itself where not. */
  readonly wasLeft: boolean;
  /** `completed`, or what it failed with. */
  readonly first: string;
  /** Whether a fresh GET and a fresh FTP GET on the same modem gave the exact bytes. */
  readonly fresh: readonly boolean[] | undefined;
  readonly end: string;
}

/** Connects, leaves the flow at the `step`-th thing that happens, then gets a page and a file on the same modem. */
export const leaveAt = (
  profile: Profile,
  { run }: FlowCase,
  knobs: Partial<EmulatorSettings>,
  step: number,
): Left => {
  const desk = flowDesk(profile, knobs);
  const counter = countdown(step);
  let first = 'completed';
  const { end, values } = virtually(() =>
    watch(
      desk
        .connected({ trace: counter.count }, (transport) => counted(transport, counter))
        .pipe(
          take(1),
          switchMap((modem) => {
            counter.counts = true;
            const flow = run(modem).pipe(
              // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows notes how it ended
              takeUntil(counter.leave),
              ignoreElements(),
              catchError((error: unknown) => {
                first = String(error);
                return EMPTY;
              }),
              // What the winding up and the fresh ones say is not counted.
              finalize(() => (counter.counts = false)),
            );
            return concat(
              flow,
              defer(() => fresh(modem)),
            );
          }),
        ),
    ),
  );
  return { desk, wasLeft: counter.seen >= step, first, end, fresh: values.at(-1) };
};
