// Reads the form of a new freeze and drafts it, or says under its fields what is missing.
import type { DeployHold, FreezeDraft } from "../../domain/freeze/freeze.ts";
import { windowAround } from "../../domain/freeze/window.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { draftFreeze } from "../../operations/freezes/draft-freeze.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { saidInForm } from "./change-view.ts";
import { keyOf } from "./freeze-new.ts";
import { readChosen, readField, readMoment } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export async function submitNewFreeze(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const window = readWindow(turn, view);
  const scope = readScope(turn, view);
  const deploys = readChosen(view, "deploys") as readonly DeployHold[];
  const errors = { ...window.errors, ...scope.errors, ...wrongDeploys(turn, deploys) };
  if (!window.ok || !scope.ok || Object.keys(errors).length > 0) return wrongFields(errors);
  const { freeze } = turn.ctx.shop;
  const draft: FreezeDraft = {
    title: readField(view, "title") ?? "",
    reason: readField(view, "reason") ?? "",
    scope: {
      repositories: scope.repositories,
      services: scope.services,
      branches: freeze.branches,
      tags: freeze.tags,
      deploys,
    },
    startsAt: window.from.toISOString(),
    endsAt: window.to.toISOString(),
    zone: window.zone,
    exceptions: { ...freeze.exceptions, need: Number(readField(view, "need") ?? 1) },
    lift: { ...freeze.lift, mode: readField(view, "lift") === "ask" ? "ask" : "auto" },
    drift: freeze.drift,
  };
  const drafted = await draftFreeze(turn.ctx, draft, personOf(turn));
  if (drafted.ok) {
    return saidInForm(words.freezeModal.new.drafted(words.freeze.name(drafted.freeze.number)));
  }
  const line = await refusalLine(turn, drafted.refusal);
  return wrongFields({ [fieldOf(drafted.refusal)]: line });
}

/** Under which field a refusal is said; what concerns no field is said where the form begins. */
function fieldOf(refusal: Refusal): string {
  if (refusal.code === "freeze-window") return "to";
  if (refusal.code === "reason-needed") return "reason";
  if (refusal.code === "text-needed" || refusal.code === "text-too-long") return refusal.what;
  return "repositories";
}

type Errors = Readonly<Record<string, string>>;

type Window =
  | {
      readonly ok: true;
      readonly from: Date;
      readonly to: Date;
      readonly zone: string;
      readonly errors: Errors;
    }
  | { readonly ok: false; readonly errors: Errors };

/** A campaign fills in what was left empty. */
function readWindow(turn: Turn, view: SeenView): Window {
  const say = words.freezeModal.new;
  const [name = "", hours = "0"] = (readField(view, "preset") ?? "").split(":");
  const campaign = turn.ctx.shop.campaigns[name];
  const around = campaign && windowAround(campaign, Number(hours));
  const from = readMoment(view, "from") ?? (around && new Date(around.startsAt));
  const to = readMoment(view, "to") ?? (around && new Date(around.endsAt));
  const zone = campaign?.zone ?? turn.person.zone;
  if (from && to) return { ok: true, from, to, zone, errors: {} };
  return {
    ok: false,
    errors: {
      ...(from ? {} : { from: say.startMissing() }),
      ...(to ? {} : { to: say.endMissing() }),
    },
  };
}

type Scope = {
  readonly ok: boolean;
  readonly repositories: readonly string[];
  readonly services: readonly string[];
  readonly errors: Errors;
};

function readScope({ ctx }: Turn, view: SeenView): Scope {
  const say = words.freezeModal.new;
  const { shop } = ctx;
  const chosen = new Set(readChosen(view, "repositories"));
  const services = readChosen(view, "services").filter((name) => shop.services[name]);
  const held = services.flatMap((name) => shop.services[name]?.repositories ?? []);
  const named = shop.repositories.filter((name) => chosen.has(keyOf(name)));
  const repositories = [...new Set([...named, ...held])].sort();
  const errors: Errors = repositories.length > 0 ? {} : { repositories: say.nothingHeld() };
  return { ok: repositories.length > 0, repositories, services, errors };
}

function wrongDeploys({ ctx }: Turn, deploys: readonly DeployHold[]): Errors {
  const isEmpty = deploys.includes("workflow") && ctx.shop.freeze.workflows.length === 0;
  return isEmpty ? { deploys: words.freezeModal.new.noWorkflows() } : {};
}
