import {
  dematerialize,
  materialize,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  Subject,
} from 'rxjs';
import { CliError } from '../errors/cliError';
import { failure } from '../errors/failure';
import { report } from './report';

/** What can't be written of the conversation ends the work, by which the modem is wound up; after its end it is reported. */
export const writingFailures = (json: boolean) => {
  const failures = new Subject<never>();
  const failed = (error: CliError): void => {
    if (failures.observed) return failures.error(midway(error));
    const late = failure(error);
    process.exitCode = late.exit;
    report(late, json);
  };
  return { failures: failures.asObservable(), failed };
};

const midway = (error: CliError): CliError =>
  error.problem.kind === 'output' ? new CliError({ ...error.problem, mayBeDone: true }) : error;

/** Passes on a source until it ends, or something fails beside it. */
export const untilFailed =
  <T>(failures: Observable<never>): MonoTypeOperatorFunction<T> =>
  (source) =>
    merge(failures, source.pipe(materialize())).pipe(dematerialize());
