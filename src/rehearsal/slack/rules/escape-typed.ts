// Turns what a person typed into what Slack sends: entities, and names as ids (`should_escape`).
import type { Names } from "./markup.ts";

export function escapeTyped(text: string, names: Names): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/https?:\/\/[^\s<>|]+/g, (url) => `<${url}>`)
    .replace(
      /(^|[\s(*_~,"'=])([@#])([\p{L}\p{N}._-]*[\p{L}\p{N}_-])/gu,
      (whole, before: string, mark: string, name: string) => {
        const linked = mark === "#" ? linkChannel(name, names) : linkPerson(name, names);
        return linked === undefined ? whole : `${before}${linked}`;
      },
    );
}

function linkChannel(name: string, names: Names): string | undefined {
  const id = names.channel(name);
  return id === undefined ? undefined : `<#${id}|${name}>`;
}

function linkPerson(name: string, names: Names): string | undefined {
  if (name === "here" || name === "channel" || name === "everyone") {
    return `<!${name}>`;
  }
  const [user, group] = [names.user(name), names.group(name)];
  if (user !== undefined) {
    return `<@${user}|${name}>`;
  }
  return group === undefined ? undefined : `<!subteam^${group}|@${name}>`;
}
