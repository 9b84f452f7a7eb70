import type { Verb } from '../verb';
import { emulate } from './emulate';
import { get } from './get';
import { head } from './head';
import { info } from './info';
import { monitor } from './monitor';
import { send } from './send';

/** The verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [get, head, info, monitor, send, emulate];
