// The name of an incident's channel: short, readable, within what Slack allows.
import type { Incident } from "../../domain/incident.ts";
import { LIMITS } from "../limits.ts";

/** Letters that do not fall apart into a base letter and an accent. */
const whole: Readonly<Record<string, string>> = {
  ł: "l",
  ß: "ss",
  æ: "ae",
  ø: "o",
  œ: "oe",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** Names longer than this are cut off in Slack's side bar anyway. */
const LONGEST = 40;

type Named = Pick<Incident, "number" | "title" | "isDrill" | "isPlanned">;

/** `inc-42-platnosci-spadly`, for a drill `drill-42-…`, for planned work `plan-42-…`: a-z, 0-9 and -; at most 80 characters with its suffix. */
export function channelName({ number, title, isDrill, isPlanned }: Named, suffix = ""): string {
  const kind = isDrill ? "drill" : isPlanned ? "plan" : "inc";
  const prefix = `${kind}-${number}`;
  const room = LIMITS.channelName - prefix.length - 1 - suffix.length;
  const slug = cutAtWord(slugOf(title, kind), Math.min(room, LONGEST));
  return `${prefix}${slug ? `-${slug}` : ""}${suffix}`;
}

/** A word that alone is too long is cut all the same. */
function cutAtWord(slug: string, most: number): string {
  if (slug.length <= most) return slug;
  const end = slug.lastIndexOf("-", most);
  return slug.slice(0, end > most / 2 ? end : most).replace(/-+$/, "");
}

/** Without the word that the name begins with anyway. */
function slugOf(title: string, kind: string): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[łßæøœđðþı]/g, (letter) => whole[letter] ?? letter)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return slug.startsWith(`${kind}-`) ? slug.slice(kind.length + 1) : slug;
}

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** What is put behind a name that is taken: -2 … -9, then four letters by chance. */
export function nameSuffix(attempt: number, chance: () => number): string {
  if (attempt === 0) return "";
  if (attempt <= 8) return `-${attempt + 1}`;
  const letters = Array.from({ length: 4 }, () => ALPHABET[Math.floor(chance() * ALPHABET.length)]);
  return `-${letters.join("")}`;
}
