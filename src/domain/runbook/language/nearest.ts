// Did you mean: the known word closest to a mistyped one.
import { distance } from "fastest-levenshtein";

/** Undefined when nothing is close enough to be what was meant (two letters in five may differ). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.ceil(word.length * 0.4));
  return known
    .map((candidate) => ({
      candidate,
      away: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ candidate, away }) => away <= allowed && candidate !== word)
    .sort((a, b) => a.away - b.away)[0]?.candidate;
}
