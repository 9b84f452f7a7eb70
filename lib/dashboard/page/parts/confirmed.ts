import { byId } from './byId';
import { part } from './part';
import { setText } from './setText';

/** A question that is answered with yes or not. */
export interface Question {
  readonly title: string;
  readonly words: string;
  /** The word on the button. */
  readonly yes: string;
}

/** Asks a person back. Escape, and every other way to close the dialogue, is a no. */
export const confirmed = ({ title, words, yes }: Question): Promise<boolean> => {
  const dialogue = byId<HTMLDialogElement>('confirm');
  setText(part(dialogue, 'title'), title);
  setText(part(dialogue, 'words'), words);
  setText(part(dialogue, 'yes'), yes);
  dialogue.returnValue = 'no';
  dialogue.showModal();
  return new Promise((answer) => {
    dialogue.addEventListener('close', () => answer(dialogue.returnValue === 'yes'), { once: true });
  });
};
