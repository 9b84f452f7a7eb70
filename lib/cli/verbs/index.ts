import type { Verb } from '../verb';
import { deleteVerb } from './deleteVerb';
import { emulate } from './emulate';
import { get } from './get';
import { head } from './head';
import { info } from './info';
import { monitor } from './monitor';
import { post } from './post';
import { put } from './put';
import { send } from './send';

/** The verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [get, head, post, put, deleteVerb, info, monitor, send, emulate];
