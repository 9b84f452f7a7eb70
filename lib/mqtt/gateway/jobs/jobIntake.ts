import { catchError, concat, defer, EMPTY, finalize, mergeMap, type Observable, of } from 'rxjs';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import { failWith } from '../../../../operators/failWith';
import { isName, type Topics } from '../../link/topics';
import { type Message, readMessage } from '../../link/message';
import type { MqttPacket } from '../../link/mqttClient';
import { type Job, jobSchemas } from '../../schema/job';
import { wireReason } from '../../link/wireReason';
import type { GatewayNews } from './gatewayNews';
import type { JobContext } from './jobContext';
import { runningJobs } from './runningJobs';
import { JobWork } from './jobWork';
import { notAllowed } from './notAllowed';
import { outbox } from './outbox';
import { Type } from '@sinclair/typebox';

const flow = Type.Object({
  flow: Type.Union(Object.keys(jobSchemas).map((name) => Type.Literal(name))),
});

/** Reads a job. Fails with `invalid-argument` that names the field. */
export const readJob = (payload: Uint8Array): Job => {
  const kind = readMessage(flow, 'job', payload);
  return readMessage(jobSchemas[kind.flow as keyof typeof jobSchemas], 'job', payload);
};

/** Jobs of QoS 0 that are held. The receive maximum of the connection bounds all others. */
const MAX_UNBOUNDED = 1_000;

/** Keeps the acknowledgement of a message back; the returned function sends it. */
export type Hold = (packet: MqttPacket) => () => void;

/**
 * Takes messages for jobs, and does what they ask. A message is acknowledged when its job has ended, so that the broker sends no
 * more than the receive maximum, and sends again what was not finished. Of messages without acknowledgement, which may be lost
 * anyway, a limited number is held.
 */
export const jobIntake = (context: JobContext) => {
  const jobs = runningJobs();
  const bounded = boundedBy(MAX_UNBOUNDED);
  const take = (asked: Message, hold: Hold, modem: string | undefined): Observable<GatewayNews> => {
    const done = hold(asked.packet);
    try {
      const job = checked(context, asked);
      return jobs.run(job, done, () => {
        const work = new JobWork(context, { job, asked, modem });
        return { run: () => work.run(), supersede: () => work.supersede() };
      });
    } catch (error) {
      if (!(error instanceof ModemError)) throw error;
      // The retained copy of a job that runs already must not report a failure of that job.
      const isCopy = asked.isRetained && jobs.has(idOf(asked).job);
      return (isCopy ? EMPTY : refused(context, asked, error)).pipe(finalize(done));
    }
  };
  return (messages: Observable<Message>, hold: Hold, modem?: string): Observable<GatewayNews> =>
    messages.pipe(
      mergeMap((asked) => {
        const taken = defer(() => take(asked, hold, modem));
        return asked.packet.qos === 0 ? bounded(taken) : taken;
      }),
    );
};

/** Lets a limited number of streams run at once; the others are left out. */
const boundedBy = (max: number) => {
  let count = 0;
  return <T>(source: Observable<T>): Observable<T> =>
    defer(() => {
      if (count >= max) return EMPTY;
      count += 1;
      return source.pipe(finalize(() => (count -= 1)));
    });
};

const checked = (context: JobContext, asked: Message): Job => {
  const { payload, responseTopic, correlationData, isRetained } = asked;
  const { limits, topics, gateway, allow } = context;
  // A gateway receives it again after each restart, when the record of its end may have expired.
  if (isRetained) {
    return invalidArgument(
      'retain',
      'this copy of the job was retained at the broker and is not done; publish jobs without the retain flag',
    );
  }
  if (payload.length > limits.jobBytes) {
    return invalidArgument('job', `it has ${payload.length} bytes; this gateway takes ${limits.jobBytes}`);
  }
  const job = readJob(payload);
  if (responseTopic !== undefined && !isClientTopic(topics, responseTopic))
    return invalidArgument(
      'response topic',
      `it must be a topic below ${topics.client('')}, with ${MAX_LEVELS} levels there at the most`,
    );
  if (correlationData !== undefined && correlationData.length > MAX_CORRELATION_BYTES)
    return invalidArgument(
      'correlation data',
      `it has ${correlationData.length} bytes; use at most ${MAX_CORRELATION_BYTES}`,
    );
  const what = notAllowed(job, allow);
  if (what === undefined) return job;
  throw new ModemError({ kind: 'not-allowed', where: `the gateway ${gateway}`, what });
};

/**
 * Answers with the reason, and does nothing. A response topic outside the clients' branch gets no answer, and correlation data that
 * are too long do not come back.
 */
const refused = (
  context: JobContext,
  asked: Message,
  { reason, message }: ModemError,
): Observable<GatewayNews> => {
  const { link, topics } = context;
  const { job, attempt } = idOf(asked);
  const mayAnswer = asked.responseTopic !== undefined && isClientTopic(topics, asked.responseTopic);
  const responseTopic = mayAnswer ? asked.responseTopic : undefined;
  const isShort = (asked.correlationData?.length ?? 0) <= MAX_CORRELATION_BYTES;
  const correlationData = isShort ? asked.correlationData : undefined;
  const out = outbox({ link, job, attempt, asked: { responseTopic, correlationData } });
  out.event({ kind: 'failed', reason: wireReason.write(reason), message });
  const sent = out.sent.pipe(failWith(out.broken)).pipe(catchError(() => EMPTY));
  return concat(sent, of<GatewayNews>({ kind: 'refused', job, reason }));
};

/** How much of a message is searched for the id. */
const MAX_SEARCHED_BYTES = 1_048_576;

/** The job and attempt of a message that may not be readable as a job. */
const idOf = ({ payload }: Message): { readonly job: string; readonly attempt: number } => {
  const start = new TextDecoder().decode(payload.subarray(0, MAX_SEARCHED_BYTES));
  const job = /"id"\s*:\s*"([\w.:@-]{1,64})"/.exec(start)?.[1] ?? 'unknown';
  const attempt = Number(/"attempt"\s*:\s*(\d{1,4})\b/.exec(start)?.[1] ?? 1);
  return { job, attempt: Math.max(1, attempt) };
};

/** mosquitto ends the connection of a client that publishes to a topic of more than 200 levels, each time anew. */
const MAX_LEVELS = 16;
/** It stands in every event, so that a large one would make each of them too large for the broker. */
const MAX_CORRELATION_BYTES = 1_024;

/** Whether a topic is one topic in the clients' branch: a job must not make a gateway publish anywhere else. */
const isClientTopic = (topics: Topics, topic: string): boolean => {
  const branch = topics.client('');
  if (!topic.startsWith(branch)) return false;
  const levels = topic.slice(branch.length).split('/', MAX_LEVELS + 1);
  return levels.length <= MAX_LEVELS && levels.every(isName);
};
