// English: what programs that ask about freezes are told, and what stands in the release calendar.

const meant = (name: string | undefined): string =>
  name === undefined ? "" : ` Did you mean ${name}?`;

export const freezeApi = {
  // Refusals
  wantsToken: () =>
    "Send one of the tokens of freeze.token in muster.yml, as Authorization: Bearer …",
  closed: () =>
    "Without freeze.token in muster.yml this answers only on the machine that Muster runs on.",
  twice: (name: string) => `${name} is given more than once. Give it once.`,
  unknownParameter: (name: string, near: string | undefined) =>
    `There is no parameter ${quoted(name)}.${meant(near) || " There are repo, ref, sha, format and fail."}`,
  noRepository: () => "repo is missing. Write repo=owner/name.",
  badRepository: (repo: string) => `repo is ${quoted(repo)}. Write it as owner/name.`,
  badRef: (ref: string) =>
    `ref is ${quoted(ref)}. Write the name of a branch or tag, such as main or refs/tags/v1.2.0.`,
  badSha: (sha: string) =>
    `sha is ${quoted(sha)}. Write the whole id of the commit, 40 hex digits.`,
  badChoice: (name: string, given: string, choices: readonly string[]) =>
    `${name} is ${quoted(given)}. Write ${choices.join(" or ")}, or leave it out.`,
  notListed: (repo: string, near: string | undefined) =>
    `${quoted(repo)} is not in github.repositories of muster.yml.${meant(near) || " Add it there."}`,
  failed: (id: string) =>
    `Muster cannot tell now. Its log has the reason under request ${id}. Ask again.`,

  // The calendar
  calendar: () => "Code freezes",
  calendarOf: () => "Code freezes as Muster holds them.",
  event: (title: string, name: string) => `Code freeze: ${title} (${name})`,
  repositories: (names: readonly string[]) => `Repositories: ${names.join(", ")}`,
  window: (from: string, to: string) => `${from} to ${to}`,
  untilResolved: () => "until its incident is resolved",
  untilLetGo: () => "It holds on at its end until a release manager lets go of it.",
};

function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
