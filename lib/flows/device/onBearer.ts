import { catchError, defer, map, mergeMap, type Observable, of, tap, throwError } from 'rxjs';
import type { CommandChannel } from '../../../operators/commandChannel';
import { type ReadyRequest, type Stage, stageResult, type StageResult } from '../../dialects/networkDialect';
import { causeIn, seenIn } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import type { Modem } from '../../modem/modem';
import { foreignModel } from '../transfer/namingModel';

/** Asks for the model of a modem of another family; `undefined` for one of this family. */
export type ForeignModel = (channel: CommandChannel) => Observable<Reason['model']>;

/** Asks what the modem calls itself once, however often it refuses: its name does not change. */
export const askedOnce = ({ profile }: Modem): ForeignModel => {
  let known: { readonly model: Reason['model'] } | undefined;
  return (channel) =>
    defer(() =>
      known ? of(known.model) : foreignModel(profile, channel).pipe(tap((model) => (known = { model }))),
    );
};

interface OnBearer {
  readonly modem: Modem;
  readonly foreign: ForeignModel;
  readonly leaving: Observable<void>;
}

/** Whether time does not help: somebody else is in the way, or the failure is none of the network. */
const isFinal = ({ kind, ...reason }: Reason): boolean =>
  kind === 'network' ? 'advice' in reason && reason.advice !== undefined : kind !== 'refused';

/**
 * Opens the bearer for a stage as a service does. What can’t be opened now may be so later, unless somebody else is in the way, or the
 * modem is of another family: that is asked where it first refuses.
 *
 *     > AT+SAPBR=1,1  < ERROR    > AT+CGMM  < A7670E  < OK      never: use the profile a7600
 */
export const onBearer = (stage: Stage, { modem, foreign, leaving }: OnBearer): Stage => {
  const failed = (
    error: ModemError,
    channel: CommandChannel,
    wanted: ReadyRequest,
  ): Observable<StageResult> => {
    const [seen, why] = [seenIn(error), causeIn(error)];
    const otherwise = isFinal(error.reason) ? throwError(() => error) : of(stageResult.notYet(seen, why));
    if (why.cause !== 'refused') return otherwise;
    return foreign(channel).pipe(
      mergeMap((model) =>
        model
          ? stage
              .advice(channel, wanted)
              .pipe(map((advice) => stageResult.never(seen, advice, { ...why, model })))
          : otherwise,
      ),
    );
  };
  return {
    ...stage,
    look: (channel, wanted) =>
      modem
        .withBearer(
          channel,
          wanted.access,
          () => () => stage.look(channel, wanted),
        )(leaving)
        .pipe(
          catchError((error: unknown) =>
            error instanceof ModemError ? failed(error, channel, wanted) : throwError(() => error),
          ),
        ),
  };
};
