import { mergeMap } from 'rxjs';
import { sms } from 'rxmodem';
import type { BasicOptions } from '../../options/basicOptions';
import { type SpellingOptions, spellingOptions } from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';
import { printed } from '../../output/stdoutSink';
import { typedText } from '../../requests/typedText';

/** Tells how many messages a text takes: `rxmodem sms fit TEXT`. */
export const smsFit: Verb<BasicOptions & SpellingOptions> = {
  usage: 'sms fit <text>',
  does: 'Tells how many messages a text takes, in which alphabet, and how much room is left; needs no modem.',
  takes: { text: 'the text; - is the standard input' },
  examples: [
    ["rxmodem sms fit 'Höhe 12 m'", 'one message'],
    ["rxmodem sms fit --json 'it’s'", 'one JSON object; the letter ’ takes the larger alphabet'],
  ],
  asks: true,
  declare: spellingOptions,
  run: ({ args: [given = ''], options }) =>
    typedText(given).pipe(
      mergeMap((text) => {
        const { encoding, wideReferences } = options;
        const fit = sms.fit(text, { encoding, referenceBits: wideReferences ? 16 : 8 });
        const { parts, units, unitsLeft, forcedBy } = fit;
        if (options.json) return printed({ encoding: fit.encoding, parts, units, unitsLeft });
        const because = forcedBy ? `, because of ${JSON.stringify(forcedBy.letter)} at ${forcedBy.at}` : '';
        return printed(
          `${parts} ${parts === 1 ? 'message' : 'messages'}, ${fit.encoding}${because}; ${unitsLeft} left`,
        );
      }),
    ),
};
