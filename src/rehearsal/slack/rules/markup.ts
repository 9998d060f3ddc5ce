// Reads Slack's message text: which parts are markup, what is escaped, what is linked or mentioned.

export type Mention =
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "group"; readonly id: string }
  | { readonly kind: "here" | "channel" | "everyone" };

export type Parsing = {
  /** `none`: nothing but markup counts. `client`: links too. `full`: names as well. */
  readonly parse: "none" | "client" | "full";
  readonly linkNames: boolean;
  readonly names: Names;
};

export type Names = {
  user(handle: string): string | undefined;
  channel(name: string): string | undefined;
  group(handle: string): string | undefined;
};

const markup =
  /<(?:@[UW][A-Z0-9]+(?:\|[^<>]*)?|#[CGD][A-Z0-9]+(?:\|[^<>]*)?|!(?:here|channel|everyone|group)(?:\|[^<>]*)?|!subteam\^[A-Z0-9]+(?:\|[^<>]*)?|!date\^\d+\^[^<>]*|(?:https?|mailto|tel|slack):[^<>\s|]+(?:\|[^<>]*)?)>/g;
const entity = /&(?!(?:amp|lt|gt);)/g;
const bareUrl = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/g;

/** The text as Slack stores it: markup kept, everything else escaped, links and names turned into markup. */
export function storeText(text: string, parsing: Parsing): string {
  let stored = "";
  let end = 0;
  for (const match of text.matchAll(markup)) {
    stored += plain(text.slice(end, match.index), parsing) + match[0];
    end = match.index + match[0].length;
  }
  return stored + plain(text.slice(end), parsing);
}

function plain(text: string, parsing: Parsing): string {
  const escaped = text.replace(entity, "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const linked = parsing.parse === "none" ? escaped : escaped.replace(bareUrl, "<$&>");
  return linkNames(linked, parsing);
}

function linkNames(text: string, { parse, linkNames: isLinking, names }: Parsing): string {
  if (parse !== "full" && !isLinking) {
    return text;
  }
  return text
    .replace(/(^|[\s(*_~,])#([\p{L}\p{N}_-]+)/gu, (whole, before: string, name: string) => {
      const id = names.channel(name);
      return id === undefined ? whole : `${before}<#${id}|${name}>`;
    })
    .replace(/(^|[\s(*_~,])@([\p{L}\p{N}._-]+)/gu, (whole, before: string, handle: string) => {
      const linked = linkHandle(handle, parse === "full", names);
      return linked === undefined ? whole : `${before}${linked}`;
    });
}

function linkHandle(handle: string, isFull: boolean, names: Names): string | undefined {
  if (isFull && (handle === "here" || handle === "channel" || handle === "everyone")) {
    return `<!${handle}>`;
  }
  const group = names.group(handle);
  if (group !== undefined) {
    return `<!subteam^${group}>`;
  }
  const user = isFull ? names.user(handle) : undefined;
  return user === undefined ? undefined : `<@${user}>`;
}

/** Whom stored text mentions. */
export function mentionsIn(text: string): Mention[] {
  const mentions: Mention[] = [];
  for (const [, user, group, range] of text.matchAll(
    /<(?:@([UW][A-Z0-9]+)|!subteam\^([A-Z0-9]+)|!(here|channel|everyone))(?:\|[^<>]*)?>/g,
  )) {
    if (user !== undefined) {
      mentions.push({ kind: "user", id: user });
    } else if (group !== undefined) {
      mentions.push({ kind: "group", id: group });
    } else {
      mentions.push({ kind: range as "here" | "channel" | "everyone" });
    }
  }
  return mentions;
}

/** Whom a mrkdwn text object mentions: without `verbatim`, plain `@here` and its like count too. */
export function mentionsInMrkdwn(text: string, isVerbatim: boolean): Mention[] {
  const mentions = mentionsIn(text);
  if (isVerbatim) {
    return mentions;
  }
  const rest = text.replaceAll(markup, " ");
  for (const [, range] of rest.matchAll(
    /(?:^|[^\p{L}\p{N}_])@(here|channel|everyone)(?![\p{L}\p{N}_])/gu,
  )) {
    mentions.push({ kind: range as "here" | "channel" | "everyone" });
  }
  return mentions;
}
