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
 * Collects the failures to write the conversation (`--trace`, `--record`). One before the work makes it fail at its start; one during
 * the work ends it, and the modem is closed in order; one after the work is reported, and sets the exit code.
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

/** What was sent before the failure may have been done. */
const midway = (error: CliError): CliError =>
  error.problem.kind === 'output' ? new CliError({ ...error.problem, mayBeDone: true }) : error;

/** Passes on a source until it ends, or something fails beside it. */
export const untilFailed =
  <T>(failures: Observable<never>): MonoTypeOperatorFunction<T> =>
  (source) =>
    merge(failures, source.pipe(materialize())).pipe(dematerialize());
