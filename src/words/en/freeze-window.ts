// English: what is said of a time that was typed for a freeze.
import type { ClockNote } from "../../domain/freeze/wall-time.ts";

export const freezeWindow = {
  unreadable: (text: string) =>
    `“${text}” is no time that Muster can read. Write 18:00, tomorrow 9:00, fri 18:00, 2026-11-26T18:00, or a length such as 24h or 3d.`,
  noDate: (text: string) => `There is no such date or time as “${text}”.`,
  note: (note: ClockNote, zone: string) =>
    note.kind === "gap"
      ? `${note.asked} does not exist that day in ${zone}, because the clocks go forward: taken as ${note.taken}.`
      : `${note.asked} comes twice that day in ${zone}, because the clocks go back: taken as the ${note.taken} one.`,
};
