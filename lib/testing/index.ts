/* `rxmodem/testing`: conversations as text, for your own specs */

/* Marble tests with a modem */
export { runConversation } from './runConversation';
export { runModem } from './runModem';
export type { ModemTest, RunOptions } from './runModem';
export { assertDeepEqual } from './assertDeepEqual';
export type { AssertDeepEqual } from './assertDeepEqual';

/* Conversations */
export { conversation } from '../recording/recordedConversation';
export type { RecordedConversation, Opening, Turn } from '../recording/recordedConversation';
export { escapedText } from '../recording/escapedText';
export { scripted } from './scripted';

/* Examples of tables */
export { exampleProblems } from './exampleProblems';

/* Traffic and tokens */
export { coldTraffic } from './coldTraffic';
export { hotTraffic } from './coldTraffic';
export { listen } from './listen';
export type { TokenizerState } from '../wire/tokenizerState';
export { spell } from './spell';
export { trafficOf } from './trafficOf';
export type { Manner } from './trafficOf';
