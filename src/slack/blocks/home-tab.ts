// The Home tab of one person: what waits for them, what is open, and where to begin.
import type { HomeView, KnownBlock } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import type { Page } from "../../domain/page.ts";
import type { RunTask } from "../../operations/find-open-runs-awaiting.ts";
import type { OwedItem } from "../../operations/readiness/list-owed-items.ts";
import type { ListedItem } from "../../storage/action-items.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId, blockId } from "../ids.ts";
import { fitView } from "../limits.ts";
import { esc, mention } from "../mrkdwn.ts";
import { homeActionItems } from "./action-items.ts";
import { actions, button, context, divider, section } from "./elements.ts";
import { type HomeFreezes, homeFreezes, homeVotes } from "./freeze-home.ts";
import { homeTasks } from "./home-tasks.ts";
import { channelUrl, incidentUrl, type Look, when } from "./look.ts";
import { homeReadiness } from "./readiness-home.ts";

export type HomeFacts = {
  /** Titles of the teams whose first on call this person is. */
  readonly onCallFor: readonly string[];
  readonly nextFor: readonly string[];
  readonly pages: readonly { readonly page: Page; readonly incident: Incident }[];
  /** Votes first, then what waits longest. */
  readonly tasks: readonly RunTask[];
  /** What this person has to get ready before a campaign, soonest first. */
  readonly owed: readonly OwedItem[];
  /** What is left to do after incidents, soonest first. */
  readonly actionItems: readonly ListedItem[];
  readonly now: Date;
  /** Most urgent first. */
  readonly open: readonly Incident[];
  readonly followed: ReadonlySet<string>;
  /** What is wrong with the installation, where something is. */
  readonly problem: string | null;
  readonly freezes: HomeFreezes;
};

const MOST_INCIDENTS = 8;
const MOST_PAGES = 5;
const MOST_BLOCKS = 60;

/** Everything but the line that says as of when: what decides whether publishing is worth a call. */
export function renderHome(facts: HomeFacts, look: Look): readonly KnownBlock[] {
  return [
    ...(facts.problem ? [section(words.home.problem(esc(facts.problem, 500)))] : []),
    section(onCallLine(facts)),
    ...pages(facts, look),
    ...homeVotes(facts.freezes),
    ...homeTasks(facts.tasks, look),
    ...homeActionItems(facts.actionItems, { look, now: facts.now }),
    ...homeReadiness(facts.owed, look),
    ...startButtons(),
    divider(),
    ...openIncidents(facts, look),
    divider(),
    ...homeFreezes(facts.freezes, look),
  ];
}

export function homeView(blocks: readonly KnownBlock[], now: Date, look: Look): HomeView {
  const asOf = context(words.home.updatedAt(when(look, now)));
  return { type: "home", blocks: [...fitView([...blocks, asOf], MOST_BLOCKS)] };
}

function onCallLine({ onCallFor, nextFor }: HomeFacts): string {
  const { home } = words;
  const teams = (names: readonly string[]): string =>
    names.map((name) => `*${esc(name, 100)}*`).join(", ");
  const lines = [
    ...(onCallFor.length > 0 ? [home.onCall(teams(onCallFor))] : []),
    ...(nextFor.length > 0 ? [home.onCallNext(teams(nextFor))] : []),
  ];
  return lines.join("\n") || home.notOnCall();
}

function pages({ pages: waiting }: HomeFacts, look: Look): KnownBlock[] {
  if (waiting.length === 0) return [];
  const { home, term, button: say } = words;
  return [
    section(home.pages()),
    ...waiting.slice(0, MOST_PAGES).flatMap(({ page, incident }) => {
      const name = term.incident(incident.number);
      const press = (action: ActionId, label: string, style?: "primary") =>
        button({
          action,
          label,
          spoken: say.spoken(label, name),
          value: { about: "page", page: page.id },
          style,
        });
      return [
        section(home.page(name, esc(incident.title, 150), when(look, page.pagedAt, "time"))),
        ...actions(blockId("home-page", page.id), [
          press(ACTIONS.pageAcknowledge, say.acknowledge(), "primary"),
          press(ACTIONS.pagePassOn, say.passOn()),
        ]),
      ];
    }),
  ];
}

function startButtons(): readonly KnownBlock[] {
  const { button: say, home } = words;
  const press = (action: ActionId, label: string) =>
    button({ action, label, spoken: label, value: { about: "nothing" } });
  return actions("home-start", [
    press(ACTIONS.declare, say.declare()),
    press(ACTIONS.pickRunbook, home.runRunbook()),
    press(ACTIONS.newFreeze, words.freeze.button.declareNew()),
    press(ACTIONS.drillRunbook, words.command.runbooks.drill()),
  ]);
}

function openIncidents({ open, followed }: HomeFacts, look: Look): KnownBlock[] {
  const { home, term } = words;
  if (open.length === 0) return [section(home.nothingOpen())];
  const shown = open.slice(0, MOST_INCIDENTS);
  const rest = open.length - shown.length;
  return [
    section(home.openIncidents(term.count(open.length, ...home.incidents))),
    ...shown.flatMap((incident) => incidentLines(incident, followed.has(incident.id), look)),
    ...(rest > 0 ? [context(home.more(rest, look.shop.commands.incident))] : []),
  ];
}

function incidentLines(incident: Incident, isFollowed: boolean, look: Look): KnownBlock[] {
  const { home, term, announcement, button: say } = words;
  const { number, priority, status, title, lead, startedAt, room, version } = incident;
  const name = term.incident(number);
  const head = `${term.mark(priority, status)} *${priority} · ${name}*`;
  const rest = [
    term.status(status),
    announcement.lead(lead ? mention(lead) : term.nobody()),
    home.since(when(look, startedAt)),
    ...(isFollowed ? [home.following()] : []),
  ].join(" · ");
  const own = room && !room.threadTs ? channelUrl(look, room.channel) : undefined;
  const about = { about: "incident", incident: number, version } as const;
  return [
    section(home.line(head, esc(title, 200), rest)),
    ...actions(blockId("home", number, version, isFollowed ? 1 : 0), [
      button({
        action: ACTIONS.openLink,
        label: say.open(),
        spoken: say.spoken(say.open(), name),
        value: about,
        url: own ?? incidentUrl(look, number),
      }),
      button({
        action: isFollowed ? ACTIONS.unfollow : ACTIONS.follow,
        label: isFollowed ? say.unfollow() : say.follow(),
        spoken: say.spoken(isFollowed ? say.unfollow() : say.follow(), name),
        value: about,
      }),
    ]),
  ];
}
