import { defer } from 'rxjs';
import type { Modem } from '../modem/modem';
import type { Flows } from './flows';
import { flowsBy } from './flowsBy';

/**
 * The flows of one modem, for programs that do not care whether it is one, a pool, or behind a broker.
 *
 *     const report = ({ http }: Flows) => http.post({ url, body: json(readings) });
 *     report(flowsOf(modem));    report(pool([connect(a, sim800), connect(b, a7600)]));
 */
export const flowsOf = (modem: Modem): Flows => flowsBy((begin) => defer(() => begin().on(modem)));
