// English: what is said of a time that was typed for a freeze.
import type { ClockNote } from "../../domain/freeze/wall-time.ts";

export const freezeWindow = {
  note: (note: ClockNote, zone: string) =>
    note.kind === "gap"
      ? `${note.asked} does not exist that day in ${zone}, because the clocks go forward: taken as ${note.taken}.`
      : `${note.asked} comes twice that day in ${zone}, because the clocks go back: taken as the ${note.taken} one.`,
};
