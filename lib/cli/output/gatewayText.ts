import { match } from 'ts-pattern';
import { explain } from 'rxmodem';
import type { GatewayNews } from 'rxmodem/mqtt';

const presence = (isIt: boolean): string => (isIt ? 'connected' : 'disconnected');

/** News of a gateway as a line for people. */
export const gatewayText = (news: GatewayNews): string =>
  match(news)
    .with(
      { kind: 'broker' },
      ({ isConnected, problem }) => `broker ${presence(isConnected)}${problem ? `: ${problem}` : ''}`,
    )
    .with({ kind: 'modem' }, ({ modem, isFit, problem }) =>
      isFit ? `${modem} takes jobs` : `${modem} takes no jobs: ${problem ?? 'reason unknown'}`,
    )
    .with({ kind: 'taken' }, ({ job, what, modem }) => `${modem} starts ${what} ${job}`)
    .with({ kind: 'ended' }, ({ job, what, modem = 'no modem', outcome, reason, bytes, tookMs }) => {
      const why = reason ? `: ${explain(reason)}` : '';
      return `${modem} ${what} ${job} ${outcome}, ${bytes} bytes in ${tookMs} ms${why}`;
    })
    .with({ kind: 'refused' }, ({ job = 'a job', reason }) => `${job} refused: ${explain(reason)}`)
    .with({ kind: 'message' }, ({ modem }) => `${modem} received a message`)
    .with({ kind: 'trouble' }, ({ modem, reason }) => `${modem} messages: ${explain(reason)}`)
    .exhaustive();
