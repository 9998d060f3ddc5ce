// Turns an emoji's Slack name into the character.
import { gemoji } from "gemoji";

/** Names Slack has and GitHub's list lacks. */
const slackNames: Readonly<Record<string, string>> = {
  large_green_circle: "🟢",
  large_orange_circle: "🟠",
  large_yellow_circle: "🟡",
  large_purple_circle: "🟣",
  large_green_square: "🟩",
  large_red_square: "🟥",
  large_orange_square: "🟧",
  large_yellow_square: "🟨",
  simple_smile: "🙂",
  raised_hand: "✋",
};

const characters = new Map(
  gemoji.flatMap(({ names, emoji }) => names.map((name) => [name, emoji] as const)),
);

export function emojiCharacter(name: string): string | undefined {
  return slackNames[name] ?? characters.get(name);
}

/** For plain_text with `emoji: true`. */
export function replaceEmojiNames(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emojiCharacter(name) ?? whole);
}
