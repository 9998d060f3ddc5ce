// The form that asks to let one pull request pass a freeze: which, why, and the incident whose fix it is.
import type { KnownBlock, ModalView } from "@slack/types";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { type Incident, isOpen, TEXT_LIMIT } from "../../domain/incident.ts";
import { listOpenIncidents } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { pullText } from "../blocks/exception-line.ts";
import { CALLBACKS } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { listHeldRepositories } from "../read-freeze.ts";
import type { Turn } from "../turn.ts";
import { keyOf } from "./freeze-new.ts";
import {
  type Choice,
  groupedSelectInput,
  modal,
  momentInput,
  selectInput,
  textInput,
} from "./parts.ts";

export type ExceptionWish = {
  readonly repository?: string;
  readonly pull?: number;
  readonly reason?: string;
  /** The incident whose fix it is. */
  readonly incident?: Incident;
  /** The request made on GitHub that is completed here. */
  readonly completes?: FreezeException;
  /** What the command said that could not be read. */
  readonly problem?: string;
};

export async function askExceptionView(turn: Turn, wish: ExceptionWish): Promise<ModalView> {
  const { exception: say } = words.freezeModal;
  const held = await listHeldRepositories(turn.ctx);
  if (held.length === 0) {
    return modal({
      title: say.title(),
      close: words.modal.close(),
      blocks: [section(say.nothingFrozen())],
    });
  }
  const { completes } = wish;
  return modal({
    callback: CALLBACKS.askException,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    ...(completes && { about: { about: "exception", exception: completes.number } }),
    blocks: [
      ...(wish.problem ? [section(`⚠ ${wish.problem}`)] : []),
      ...(completes
        ? [section(say.about(pullText(completes)))]
        : changeFields(held, { ...wish, ...only(turn, held, wish) })),
      textInput({
        name: "reason",
        label: say.reason(),
        hint: say.reasonHint(),
        isLong: true,
        limit: TEXT_LIMIT,
        initial: wish.reason ?? null,
      }),
      momentInput({ name: "until", label: say.until(), hint: say.untilHint(), isOptional: true }),
      ...(await incidentField(turn, wish)),
    ],
  });
}

/** Where nothing else can be meant, it is filled in. */
function only(
  turn: Turn,
  held: readonly string[],
  wish: ExceptionWish,
): Pick<ExceptionWish, "repository"> {
  if (wish.repository) return {};
  const own = wish.incident?.service
    ? (turn.ctx.shop.services[wish.incident.service]?.repositories ?? [])
    : held;
  const meant = held.filter((each) => own.includes(each));
  return meant.length === 1 && meant[0] ? { repository: meant[0] } : {};
}

function changeFields(held: readonly string[], wish: ExceptionWish): KnownBlock[] {
  const { exception: say, new: form } = words.freezeModal;
  return [
    groupedSelectInput({
      name: "repository",
      label: say.repository(),
      hint: say.repositoryHint(),
      choices: held.map((name) => ({ value: keyOf(name), text: name })),
      initial: wish.repository ? keyOf(wish.repository) : null,
      group: form.groups,
      isOptional: true,
    }),
    textInput({
      name: "pull",
      label: say.pull(),
      hint: say.pullHint(),
      placeholder: say.pullPlaceholder(),
      initial: wish.pull === undefined ? null : String(wish.pull),
      limit: 300,
    }),
    textInput({
      name: "commit",
      label: say.commit(),
      hint: say.commitHint(),
      isOptional: true,
      limit: 64,
    }),
  ];
}

const MOST_INCIDENTS = 100;

async function incidentField(turn: Turn, { incident }: ExceptionWish): Promise<KnownBlock[]> {
  const { exception: say } = words.freezeModal;
  const open = (await listOpenIncidents(turn.ctx.db)).filter(
    (each) => isOpen(each) && !each.isDrill,
  );
  const known = incident && !open.some(({ id }) => id === incident.id) ? [incident, ...open] : open;
  if (known.length === 0) return [];
  const { term } = words;
  const choices = known.slice(0, MOST_INCIDENTS).map(
    ({ number, title }): Choice => ({
      value: String(number),
      text: say.incidentChoice(term.incident(number), title),
    }),
  );
  return [
    ...(incident
      ? [section(say.hotfix(term.incident(incident.number), esc(incident.title, 200)))]
      : []),
    selectInput({
      name: "incident",
      label: say.incident(),
      hint: say.incidentHint(),
      choices,
      initial: incident ? String(incident.number) : null,
      isOptional: true,
    }),
  ];
}
