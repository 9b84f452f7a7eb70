import { catchError, concat, EMPTY, finalize, mergeMap, type Observable, of } from 'rxjs';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import { failWith } from '../../../../operators/failWith';
import { isName, type Topics } from '../../link/topics';
import { type Message, readMessage } from '../../link/message';
import type { MqttPacket } from '../../link/mqttClient';
import { type Job, jobSchemas } from '../../schema/job';
import { wireReason } from '../../link/wireReason';
import type { GatewayNews } from './gatewayNews';
import type { JobDesk } from './jobDesk';
import { jobsUnderWay } from './jobsUnderWay';
import { JobWork } from './jobWork';
import { notAllowed } from './notAllowed';
import { outbox } from './outbox';
import { Type } from '@sinclair/typebox';

const flow = Type.Object({
  flow: Type.Union(Object.keys(jobSchemas).map((name) => Type.Literal(name))),
});

/** Reads a job. Fails with `invalid-argument` that names the field. */
export const readJob = (payload: Uint8Array): Job => {
  const told = readMessage(flow, 'job', payload);
  return readMessage(jobSchemas[told.flow as keyof typeof jobSchemas], 'job', payload);
};

/** Keeps the acknowledgement of a message back; what it gives does it. */
export type Hold = (packet: MqttPacket) => () => void;

/** Where else than in what can be read. */
const MAX_SEARCHED_BYTES = 1_048_576;

/** Which job, and which attempt at it: as far as a message says so that can't be read. */
const whichOf = ({ payload }: Message): { readonly job: string; readonly attempt: number } => {
  const start = new TextDecoder().decode(payload.subarray(0, MAX_SEARCHED_BYTES));
  const job = /"id"\s*:\s*"([\w.:@-]{1,64})"/.exec(start)?.[1] ?? 'unknown';
  const attempt = Number(/"attempt"\s*:\s*(\d{1,4})\b/.exec(start)?.[1] ?? 1);
  return { job, attempt: Math.max(1, attempt) };
};

/** Answers go below the clients' own branch only: a job must not make a gateway write anywhere else, or where nothing can be written. */
const isOurs = (topics: Topics, topic: string): boolean => {
  const branch = topics.client('');
  return topic.startsWith(branch) && topic.slice(branch.length).split('/').every(isName);
};

const checked = (desk: JobDesk, { payload, responseTopic, isRetained }: Message): Job => {
  const { limits, topics, gateway, allow } = desk;
  // A gateway receives it again after each restart, when the record of its end may have expired.
  if (isRetained) {
    return invalidArgument(
      'retain',
      'this copy of the job was retained at the broker, and is not done; publish jobs without the retain flag',
    );
  }
  if (payload.length > limits.jobBytes) {
    return invalidArgument('job', `it has ${payload.length} bytes; this gateway takes ${limits.jobBytes}`);
  }
  const job = readJob(payload);
  if (responseTopic !== undefined && !isOurs(topics, responseTopic))
    return invalidArgument('response topic', `it must be a topic below ${topics.client('')}`);
  const what = notAllowed(job, allow);
  if (what === undefined) return job;
  throw new ModemError({ kind: 'not-allowed', where: `the gateway ${gateway}`, what });
};

/** Tells whoever asked why it is not done. A response topic of somebody else's is told nothing. */
const refused = (desk: JobDesk, asked: Message, { reason, message }: ModemError): Observable<GatewayNews> => {
  const { link, topics } = desk;
  const { job, attempt } = whichOf(asked);
  const mayAnswer = asked.responseTopic !== undefined && isOurs(topics, asked.responseTopic);
  const answered = mayAnswer ? asked : { ...asked, responseTopic: undefined };
  const out = outbox({ link, job, attempt, asked: answered });
  out.tell({ kind: 'failed', reason: wireReason.write(reason), message });
  const sent = out.sent.pipe(failWith(out.broken)).pipe(catchError(() => EMPTY));
  return concat(sent, of<GatewayNews>({ kind: 'refused', job, reason }));
};

/**
 * Takes messages for jobs, and does what they ask. Each is acknowledged when it is over, so that the broker hands out no more
 * than the receive maximum, and hands out again what was not finished.
 */
export const jobIntake = (desk: JobDesk, hold: Hold) => {
  const underWay = jobsUnderWay();
  return (messages: Observable<Message>, modem?: string): Observable<GatewayNews> =>
    messages.pipe(
      mergeMap((asked) => {
        const done = hold(asked.packet);
        try {
          const job = checked(desk, asked);
          return underWay(job, done, () => {
            const work = new JobWork(desk, { job, asked, modem });
            return { run: () => work.run(), supersede: () => work.supersede() };
          });
        } catch (error) {
          if (!(error instanceof ModemError)) throw error;
          return refused(desk, asked, error).pipe(finalize(done));
        }
      }),
    );
};
