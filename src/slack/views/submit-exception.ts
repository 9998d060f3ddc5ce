// Reads the form of an exception and asks for it, or says under its fields what is wrong.
import type { Refusal } from "../../domain/refusal.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { requestException } from "../../operations/freezes/request-exception.ts";
import { findExceptionByNumber } from "../../storage/freeze-exceptions.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { pullText } from "../blocks/exception-line.ts";
import { suggest } from "../commands/grammar.ts";
import { readValue } from "../ids.ts";
import { listHeldRepositories } from "../read-freeze.ts";
import { findRepository, readPull } from "../read-pull.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { keyOf } from "./freeze-new.ts";
import { readField, readMoment } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

type Change = {
  readonly repository: string;
  readonly pull: number;
  /** Null: the newest of the pull request. */
  readonly headSha: string | null;
};
type Read =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export async function submitException(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = await readChange(turn, view);
  if (!read) return lostForm();
  if (!read.ok) return wrongFields(read.errors);
  const number = readField(view, "incident");
  const incident = number ? await findIncidentByNumber(turn.ctx.db, Number(number)) : undefined;
  const until = readMoment(view, "until");
  const asked = await requestException(turn.ctx, {
    ...read.change,
    reason: readField(view, "reason") ?? "",
    ...(incident && { incidentId: incident.id }),
    ...(until && { until: until.toISOString() }),
    by: personOf(turn),
  });
  if (asked.ok) {
    const name = words.exception.name(asked.exception.number);
    const { requested, untilEnd } = words.freezeCommand;
    const said = requested(name, pullText(asked.exception), asked.isNew);
    const { until: taken } = asked.exception;
    const end = taken && new Date(taken);
    if (!asked.isNew || !until || !end || end >= until) return saidInForm(said);
    return saidInForm(`${said}\n${untilEnd(dayMoment(end, turn.person.zone))}`);
  }
  const line = await refusalLine(turn, asked.refusal);
  return wrongFields({ [fieldOf(view, asked.refusal)]: line });
}

function fieldOf(view: SeenView, { code }: Refusal): string {
  const hasPull = view.blocks.some((block) => block["block_id"] === "pull");
  if (code === "until-passed") return "until";
  return code === "reason-needed" || code === "text-too-long" || !hasPull ? "reason" : "pull";
}

/** Undefined where the request that the form completes is gone. */
async function readChange(turn: Turn, view: SeenView): Promise<Read | undefined> {
  const about = view.metadata === "" ? undefined : readValue(view.metadata);
  if (about?.ok && about.value.about === "exception") {
    const known = await findExceptionByNumber(turn.ctx.db, about.value.exception);
    if (!known) return undefined;
    const { repository, pull, headSha, wantedSha } = known;
    return { ok: true, change: { repository, pull, headSha: wantedSha ?? (headSha || null) } };
  }
  return await readNewChange(turn, view);
}

async function readNewChange(turn: Turn, view: SeenView): Promise<Read> {
  const { exception: say } = words.freezeModal;
  const given = readField(view, "pull") ?? "";
  const named = readPull(given);
  if (!named) return wrong("pull", say.pullWrong(given));
  const repository = await readRepository(turn, view, named.repository);
  if (typeof repository !== "string") return repository;
  const headSha = readField(view, "commit")?.toLowerCase() ?? null;
  if (headSha !== null && !/^[0-9a-f]{7,64}$/.test(headSha)) {
    return wrong("commit", say.commitWrong(headSha));
  }
  return { ok: true, change: { repository, pull: named.pull, headSha } };
}

/** An address names its repository itself, whatever stands in the other field. */
async function readRepository(
  turn: Turn,
  view: SeenView,
  named: string | null,
): Promise<string | Read> {
  const { exception: say } = words.freezeModal;
  const known = turn.ctx.shop.repositories;
  if (named !== null) {
    const found = findRepository(named, known);
    return found ?? wrong("pull", say.repositoryUnknown(named, suggest(named, known)));
  }
  const chosen = readField(view, "repository");
  const held = await listHeldRepositories(turn.ctx);
  const found = held.find((each) => keyOf(each) === chosen);
  return found ?? wrong("repository", say.repositoryMissing());
}

const wrong = (field: string, line: string): Read => ({ ok: false, errors: { [field]: line } });
