import { streamSink } from './streamSink';

/** Writes to the standard output. A reader that went away (`EPIPE`) ends the command. */
export const stdoutSink = streamSink(process.stdout, 'the standard output');
