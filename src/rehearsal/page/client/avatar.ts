// Draws a person's or the app's picture: initials on a colour that stays theirs.
import { h } from "preact";
import { realName } from "./labels.ts";
import { useWorkspace } from "./workspace-context.ts";

const hues = [212, 162, 28, 268, 338, 96, 190, 8];

export function Avatar({ userId, size }: { userId: string; size: "small" | "large" }) {
  const { data } = useWorkspace();
  const user = data.users.find((each) => each.id === userId);
  const isApp = user?.isBot === true || userId === "USLACKBOT";
  const name = realName(data, userId);
  const index = data.users.findIndex((each) => each.id === userId);
  const hue = hues.at(index % hues.length) ?? 212;
  const style = isApp ? undefined : { backgroundColor: `hsl(${hue} 48% 42%)` };
  const className = `avatar avatar-${size}${isApp ? " avatar-app" : ""}`;
  return h("span", { class: className, style, "aria-hidden": true }, initials(name));
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
