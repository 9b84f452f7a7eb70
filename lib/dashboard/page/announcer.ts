import type { Board, ModemFace, Transfer } from '../model/board';
import { healthOf } from '../model/healthOf';

/**
 * Tells people who don't see the page what they want to know, and nothing else: modems whose health changes, transfers that end.
 * URCs and progress are left out: they would never stop.
 */
export const announcer = (place: HTMLElement): ((board: Board) => void) => {
  let before: Board | undefined;
  return (board) => {
    const link =
      before && before.isLinked !== board.isLinked
        ? [board.isLinked ? 'Live again.' : 'Connection to the server lost.']
        : [];
    const known = new Map(before?.modems.map((face) => [face.id, face]));
    const news = board.modems.flatMap((face) => {
      const was = known.get(face.id);
      return face === was ? [] : [...ofHealth(face, was), ...ofTransfers(face, was)];
    });
    before = board;
    if (link.length + news.length > 0) place.textContent = [...link, ...news].join(' ');
  };
};

const ofHealth = (face: ModemFace, before: ModemFace | undefined): string[] => {
  const { kind, why } = healthOf(face);
  if (!before || healthOf(before).kind === kind) return [];
  return [`${face.name}: ${kind}.${why === undefined ? '' : ` ${why}`}`];
};

const isOver = ({ phase }: Transfer): boolean => phase !== 'waiting' && phase !== 'receiving';

const ofTransfers = (face: ModemFace, before: ModemFace | undefined): string[] =>
  face.transfers.flatMap((transfer) => {
    const was = before?.transfers.find(({ id }) => id === transfer.id);
    return was && isOver(transfer) && !isOver(was)
      ? [`${face.name}: ${transfer.url} ${transfer.phase}.`]
      : [];
  });
