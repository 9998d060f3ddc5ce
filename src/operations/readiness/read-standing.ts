// How a campaign's board stands now: what people said, and what is looked up at this moment.
import type { Campaign, ReadinessCheck, ReadinessItem } from "../../domain/campaign.ts";
import type { ReadinessBoard } from "../../domain/readiness/board.ts";
import { boardKey, dayIn } from "../../domain/readiness/calendar.ts";
import { checkFreeze } from "../../domain/readiness/check-freeze.ts";
import { checkActions, checkPolicy } from "../../domain/readiness/check-people.ts";
import { checkRota, NO_SERVICES, type RotaFacts } from "../../domain/readiness/check-rota.ts";
import {
  checkDrills,
  checkReviews,
  type RunbookFacts,
} from "../../domain/readiness/check-runbooks.ts";
import type { Finding } from "../../domain/readiness/finding.ts";
import { type Standing, standingOf } from "../../domain/readiness/standing.ts";
import { type Shop, teamOf } from "../../domain/shop.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { listPeople } from "../../storage/people.ts";
import {
  findReadinessBoard,
  listLastPassedDrills,
  listOverdueP1Actions,
} from "../../storage/readiness.ts";
import type { Deps } from "../context.ts";
import { resolveAmong } from "../find-person.ts";
import { listPrincipals } from "../list-principals.ts";

type Looking = Pick<Deps, "db" | "shop" | "runbooks"> & { readonly now: Date };

export async function readStanding(deps: Looking, campaign: Campaign): Promise<Standing> {
  const board = (await findReadinessBoard(deps.db, boardKey(campaign))) ?? null;
  return await readStandingOf(deps, { campaign, board });
}

/** The same of a board that was read, or locked, already. */
export async function readStandingOf(
  deps: Looking,
  of: { readonly campaign: Campaign; readonly board: ReadinessBoard | null },
): Promise<Standing> {
  const found: Record<string, Finding> = {};
  for (const { id, check } of of.campaign.readiness) {
    if (check) found[id] = await lookUp(deps, of.campaign, check);
  }
  return standingOf(of, found, deps.now);
}

/** How the item stands without anything that people said of it. */
export async function lookUp(
  deps: Looking,
  campaign: Campaign,
  check: NonNullable<ReadinessItem["check"]>,
): Promise<Finding> {
  return campaign.services.length === 0 && ABOUT_SERVICES.includes(check)
    ? NO_SERVICES
    : await look[check](deps, campaign);
}

const ABOUT_SERVICES: readonly ReadinessCheck[] = [
  "rota-filled",
  "drill-passed",
  "runbooks-reviewed",
  "freeze-declared",
];

type Look = (deps: Looking, campaign: Campaign) => Promise<Finding>;

const look: Readonly<Record<ReadinessCheck, Look>> = {
  "rota-filled": async (deps, campaign) => checkRota(await readRota(deps, campaign)),
  "drill-passed": async (deps, campaign) =>
    checkDrills(await readRunbooks(deps, campaign), deps.now),
  "runbooks-reviewed": async (deps, campaign) =>
    checkReviews(await readRunbooks(deps, campaign), dayIn(deps.shop.zone, deps.now)),
  "no-overdue-actions": async ({ db, shop, now }) =>
    checkActions(await listOverdueP1Actions(db, dayIn(shop.zone, now))),
  "exceptions-policy": async (deps) => {
    const { need, from } = deps.shop.freeze.exceptions;
    return checkPolicy(need, await listPrincipals(deps, null, from));
  },
  "freeze-declared": async ({ db, shop }, campaign) => {
    const services = campaign.services.flatMap((name) => shop.services[name] ?? []);
    return checkFreeze({
      startsAt: new Date(campaign.startsAt),
      endsAt: new Date(campaign.endsAt),
      bare: services.filter(({ repositories }) => repositories.length === 0).map((s) => s.title),
      repositories: [...new Set(services.flatMap(({ repositories }) => repositories))].sort(),
      freezes: await listOpenFreezes(db),
    });
  },
};

async function readRota({ db, shop }: Looking, { services }: Campaign): Promise<RotaFacts> {
  const people = await listPeople(db);
  const members = new Set(people.filter(({ isMember }) => isMember).map(({ user }) => user));
  const answering = services.map((name) => ({ name, team: teamOf(shop, name) }));
  const teams = new Set(answering.flatMap(({ team }) => team ?? []));
  return {
    hasPeople: people.length > 0,
    orphans: answering
      .filter(({ team }) => !team)
      .map(({ name }) => shop.services[name]?.title ?? name),
    teams: [...teams].map(({ title, onCall }) => {
      const users = resolveAmong(people, onCall);
      return {
        title,
        users: [...new Set(users)].filter((user) => members.has(user)),
        lost: onCall.filter((_, index) => !members.has(users[index] ?? "")),
      };
    }),
  };
}

/** Those that routes bring up for the campaign's services, each once. */
async function readRunbooks(
  { db, shop, runbooks }: Looking,
  { services }: Campaign,
): Promise<readonly RunbookFacts[]> {
  const passed = await listLastPassedDrills(db);
  return routedTo(shop, services).map((slug) => {
    const head = runbooks.find(slug)?.runbook;
    return {
      slug,
      head: head
        ? {
            title: head.title,
            rehearseEveryMs: head.rehearse_every ?? null,
            reviewBy: head.review_by ?? null,
            reviewedOn: head.reviewed_on ?? null,
          }
        : null,
      drilledAt: passed.get(slug) ?? null,
    };
  });
}

const routedTo = ({ routes }: Shop, services: readonly string[]): readonly string[] => [
  ...new Set(
    routes.flatMap(({ service, runbook }) =>
      service && runbook && services.includes(service) ? [runbook] : [],
    ),
  ),
];
