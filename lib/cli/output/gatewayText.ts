import { match } from 'ts-pattern';
import { explain } from 'rxmodem';
import type { GatewayNews } from 'rxmodem/mqtt';

const isHere = (isIt: boolean): string => (isIt ? 'is here' : 'is away');

/** What a gateway tells, as a line for people. */
export const gatewayText = (news: GatewayNews): string =>
  match(news)
    .with(
      { kind: 'broker' },
      ({ isConnected, problem }) => `broker ${isHere(isConnected)}${problem ? `: ${problem}` : ''}`,
    )
    .with({ kind: 'modem' }, ({ modem, isFit, problem }) =>
      isFit ? `${modem} takes jobs` : `${modem} takes no jobs: ${problem ?? 'nobody knows why'}`,
    )
    .with({ kind: 'taken' }, ({ job, what, modem }) => `${modem} has ${what} ${job}`)
    .with({ kind: 'ended' }, ({ job, what, modem = 'nobody', outcome, reason, bytes, tookMs }) => {
      const told = reason ? `: ${explain(reason)}` : '';
      return `${modem} ${what} ${job} ${outcome}, ${bytes} bytes in ${tookMs} ms${told}`;
    })
    .with({ kind: 'refused' }, ({ job = 'a job', reason }) => `${job} refused: ${explain(reason)}`)
    .exhaustive();
