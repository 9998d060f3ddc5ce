// The form that drafts a freeze: what, from when to when, why, who may let something through, how it ends.
import type { KnownBlock, ModalView } from "@slack/types";
import type { Campaign } from "../../domain/campaign.ts";
import { TITLE_LIMIT } from "../../domain/freeze/draft.ts";
import { PRESET_HOURS } from "../../domain/freeze/window.ts";
import { TEXT_LIMIT } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS } from "../ids.ts";
import { code, esc } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { policyFields } from "./freeze-policy.ts";
import {
  type Choice,
  modal,
  momentInput,
  multiSelectInput,
  radioInput,
  selectInput,
  textInput,
} from "./parts.ts";

/** What the command gave already. */
export type FreezeWish = {
  readonly from?: Date;
  readonly to?: Date;
  readonly repositories?: readonly string[];
  readonly services?: readonly string[];
  readonly reason?: string;
  /** What of it could not be read or cannot be, as sentences. */
  readonly problems?: readonly string[];
  /** The whole of it, shown beside what is wrong with it. */
  readonly typed?: string;
  /** What the change of the clocks made of the times that were typed. */
  readonly notes?: readonly string[];
};

export function newFreezeView(turn: Turn, wish: FreezeWish): ModalView {
  const say = words.freezeModal.new;
  const { shop } = turn.ctx;
  if (shop.repositories.length === 0) {
    return modal({
      title: say.title(),
      close: words.modal.close(),
      blocks: [section(say.noRepositories())],
    });
  }
  return modal({
    callback: CALLBACKS.newFreeze,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    blocks: [
      ...problemBlocks(turn, wish),
      context(say.intro()),
      ...scopeFields(turn, wish),
      ...windowFields(turn, wish),
      ...textFields(wish),
      ...policyFields(turn),
    ],
  });
}

function problemBlocks({ parts }: Turn, { problems = [], typed = "" }: FreezeWish): KnownBlock[] {
  if (problems.length === 0) return [];
  const line = problems.map((problem) => `⚠ ${problem}`).join("\n");
  const { typed: say } = words.freezeModal.new;
  return [
    section(line),
    context(say(code(`${parts.names.freeze} new ${typed.replaceAll("\n", " ")}`, 1_500))),
  ];
}

function textFields({ reason }: FreezeWish): KnownBlock[] {
  const say = words.freezeModal.new;
  const title = reason?.split("\n", 1)[0];
  return [
    textInput({ name: "title", label: say.what(), limit: TITLE_LIMIT, initial: title ?? null }),
    textInput({
      name: "reason",
      label: say.reason(),
      hint: say.reasonHint(),
      isLong: true,
      limit: TEXT_LIMIT,
      initial: reason ?? null,
    }),
  ];
}

function scopeFields(turn: Turn, wish: FreezeWish): KnownBlock[] {
  const say = words.freezeModal.new;
  const { shop } = turn.ctx;
  const services = Object.values(shop.services)
    .filter(({ repositories }) => repositories.length > 0)
    .map(({ name, title }): Choice => ({ value: name, text: title }));
  return [
    multiSelectInput({
      name: "repositories",
      label: say.repositories(),
      choices: shop.repositories.map((name) => ({ value: keyOf(name), text: name })),
      initial: (wish.repositories ?? []).map(keyOf),
      group: say.groups,
      isOptional: true,
    }),
    ...(services.length === 0
      ? []
      : [
          multiSelectInput({
            name: "services",
            label: say.services(),
            hint: say.servicesHint(),
            choices: services,
            initial: wish.services ?? [],
            group: say.groups,
            isOptional: true,
          }),
        ]),
  ];
}

/** A choice's value holds 75 characters; the longest names of GitHub do not fit and are told apart by their end. */
export function keyOf(repository: string): string {
  return repository.length <= 75 ? repository : `…${repository.slice(-74)}`;
}

function windowFields(turn: Turn, wish: FreezeWish): KnownBlock[] {
  const say = words.freezeModal.new;
  const choices = Object.values(turn.ctx.shop.campaigns)
    .filter((campaign) => new Date(campaign.endsAt) > turn.ctx.clock.now())
    .flatMap(presetChoices);
  const zone = esc(turn.person.zone, 60);
  return [
    ...(choices.length === 0
      ? []
      : [
          radioOrSelect({
            name: "preset",
            label: say.preset(),
            hint: say.presetHint(),
            choices,
            isOptional: true,
          }),
        ]),
    momentInput({
      name: "from",
      label: say.from(),
      hint: say.zone(zone),
      initial: wish.from ?? null,
      isOptional: choices.length > 0,
    }),
    momentInput({
      name: "to",
      label: say.to(),
      initial: wish.to ?? null,
      isOptional: choices.length > 0,
    }),
    ...(wish.notes ?? []).map((note) => context(note)),
  ];
}

const radioOrSelect = (field: Parameters<typeof radioInput>[0]) =>
  field.choices.length <= 10 ? radioInput(field) : selectInput(field);

export const presetKey = (campaign: string, hours: number): string => `${campaign}:${hours}`;

function presetChoices({ name, title }: Campaign): readonly Choice[] {
  const say = words.freezeModal.new;
  return PRESET_HOURS.map((hours) => ({
    value: presetKey(name, hours),
    text: say.presetChoice(title, hours),
  }));
}
