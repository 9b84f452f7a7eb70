import {
  defer,
  dematerialize,
  materialize,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  Subject,
  throwError,
} from 'rxjs';
import { CliError } from '../errors/cliError';
import { failure } from '../errors/failure';
import { report } from './report';

/**
 * What can't be written of the conversation ends the work, by which the modem is wound up; what could not be before, ends it at its
 * beginning. After its end it is reported.
 */
export const writingFailures = (json: boolean) => {
  const failures = new Subject<never>();
  let hasBegun = false;
  let early: CliError | undefined;
  const failed = (error: CliError): void => {
    if (!hasBegun) {
      early ??= error;
      return;
    }
    if (failures.observed) return failures.error(midway(error));
    const late = failure(error);
    process.exitCode = late.exit;
    report(late, json);
  };
  const begun = defer(() => {
    hasBegun = true;
    return early === undefined ? failures : throwError(() => early);
  });
  return { failures: begun, failed };
};

const midway = (error: CliError): CliError =>
  error.problem.kind === 'output' ? new CliError({ ...error.problem, mayBeDone: true }) : error;

/** Passes on a source until it ends, or something fails beside it. */
export const untilFailed =
  <T>(failures: Observable<never>): MonoTypeOperatorFunction<T> =>
  (source) =>
    merge(failures, source.pipe(materialize())).pipe(dematerialize());
