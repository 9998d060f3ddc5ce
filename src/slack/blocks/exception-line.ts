// What every message about an exception says of it: the change, its commit, why, and how it stands.
import { type FreezeException, missingIn } from "../../domain/freeze/exception.ts";
import { words } from "../../words/words.ts";
import { code, esc, escLines, foreignLink } from "../mrkdwn.ts";
import { approversText, denialOf } from "./ballot-line.ts";
import { actorName, type Look, typed, when } from "./look.ts";

export const shortSha = (sha: string): string => code(sha.slice(0, 7), 12);

type Pull = Pick<FreezeException, "repository" | "pull">;

export const pullText = ({ repository, pull }: Pull): string => `${esc(repository, 140)}#${pull}`;

/** `shop/web#12` as a link to the pull request, its host beside it. */
export const pullLink = (exception: Pull & Pick<FreezeException, "url">): string =>
  exception.url === ""
    ? pullText(exception)
    : foreignLink(exception.url, `${exception.repository}#${exception.pull}`);

export function requesterName(
  { requestedBy, requestedByLogin }: FreezeException,
  look: Look,
): string {
  return esc(requestedBy ? actorName(look, requestedBy) : (requestedByLogin ?? ""), 80);
}

/** `“Fix rounding” by anna-dev (Anna)`; what GitHub has not told yet is said to be missing. */
export function changeLine({ title, author, authorUser }: FreezeException, look: Look): string {
  const { exception: say } = words;
  if (title === "" && author === "") return "";
  const login = esc(author, 60);
  const name = authorUser
    ? say.authorUser(login, esc(look.names.get(authorUser) ?? "", 80))
    : login;
  return say.change(esc(title, 250), name);
}

/** Nothing is drawn of one whose commit is not known yet. */
export const commitLine = ({ headSha }: FreezeException): string =>
  words.exception.commit(shortSha(headSha));

/** Nobody votes before it is known which commit of whom is meant, and why. */
export const isVoting = (exception: FreezeException): boolean =>
  exception.state === "asked" && !exception.isLooking && missingIn(exception) === undefined;

export function reasonLine({ reason }: FreezeException, look: Look, limit = 1_000): string {
  const { exception: say } = words;
  return reason === "" ? say.noReason() : say.because(typed(look, reason, limit));
}

/** Undefined while it waits for votes. */
export function outcomeLine(exception: FreezeException, look: Look): string | undefined {
  const { exception: say, term } = words;
  const { state, ballot, headSha, expiresAt, settled } = exception;
  const at = settled ? when(look, new Date(settled.at)) : "";
  switch (state) {
    case "asked":
      return undefined;
    case "approved": {
      const end = expiresAt
        ? say.approvedUntil(when(look, new Date(expiresAt)), exception.endsWithFreeze ?? false)
        : "";
      return say.approved(approversText(ballot), shortSha(headSha), end);
    }
    case "denied": {
      const { name, note } = denialOf(ballot);
      return say.denied(name, note === null ? null : escLines(note, 500));
    }
    case "used":
      return say.used(at, approversText(ballot));
    case "expired":
      return say.expired(at);
    case "revoked": {
      const who = settled?.by ? esc(actorName(look, settled.by), 80) : term.muster();
      return say.revoked(who, typed(look, settled?.why ?? "", 500));
    }
    case "void":
      return say.void(typed(look, settled?.why ?? "", 300));
  }
}
