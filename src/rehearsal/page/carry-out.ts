// Decides which person does what when the page asks for an act, and what the person is shown of it.

import type { Shop } from "../shop/types.ts";
import type { Outcome, Person, Slack } from "../slack/types.ts";
import { actOnGithub } from "./act-on-github.ts";
import type { Act, ActResult, SlackFault } from "./wire.ts";

export type Stage = { readonly slack: Slack; readonly shop: Shop };

type Click = Extract<Act, { do: `click${string}` }>;
type Talk = Extract<Act, { do: "say" | "delete-message" | "react" | "reload" }>;
type Room = Extract<
  Act,
  { do: "join" | "leave" | "archive" | "unarchive" | "create-channel" | "open-dm" }
>;
type Stagehand = Extract<
  Act,
  {
    do:
      | "break"
      | "heal"
      | "hinder"
      | "set-flag"
      | "shop-fault"
      | "slack-fault"
      | "clear-faults"
      | "github-limit";
  }
>;

export async function carryOut(stage: Stage, as: string, act: Act): Promise<ActResult> {
  const person = stage.slack.as(as);
  switch (act.do) {
    case "command":
      // A failed command is answered by a message in the channel, so there is nothing else to show.
      await person.command(act.channelId, act.name, act.text);
      return { ok: true };
    case "click":
    case "click-ephemeral":
    case "click-in-view":
    case "click-in-home":
      return shown(await click(person, act));
    case "submit-view":
      return shown(await person.submitView(act.viewId, act.values));
    case "close-view":
      return shown(await person.closeView(act.viewId));
    case "open-home":
      return shown(await person.openHome());
    case "global-shortcut":
      return shown(await person.globalShortcut(act.callbackId));
    case "message-shortcut":
      return shown(await person.messageShortcut(act.callbackId, act.channelId, act.ts));
    case "say":
    case "delete-message":
    case "react":
    case "reload":
      return talk(person, act);
    case "join":
    case "leave":
    case "archive":
    case "unarchive":
    case "create-channel":
    case "open-dm":
      return walk(person, act);
    case "break":
    case "heal":
    case "hinder":
    case "set-flag":
    case "shop-fault":
    case "slack-fault":
    case "clear-faults":
    case "github-limit":
      setStage(stage, act);
      return { ok: true };
    case "github":
      return actOnGithub({ slack: stage.slack, github: stage.shop.github }, as, act);
  }
}

function click(person: Person, act: Click): Promise<Outcome> {
  switch (act.do) {
    case "click":
      return person.click(act.channelId, act.ts, act.use);
    case "click-ephemeral":
      return person.clickEphemeral(act.channelId, act.ts, act.use);
    case "click-in-view":
      return person.clickInView(act.viewId, act.use);
    case "click-in-home":
      return person.clickInHome(act.use);
  }
}

async function talk(person: Person, act: Talk): Promise<ActResult> {
  switch (act.do) {
    case "say": {
      const { channelId, ts } = await person.say(act.channelId, act.text, act.threadTs);
      return { ok: true, channelId, ts };
    }
    case "delete-message":
      await person.deleteMessage(act.channelId, act.ts);
      return { ok: true };
    case "react":
      await person.react(act.channelId, act.ts, act.name);
      return { ok: true };
    case "reload":
      person.reload();
      return { ok: true };
  }
}

async function walk(person: Person, act: Room): Promise<ActResult> {
  switch (act.do) {
    case "create-channel":
      return { ok: true, channelId: (await person.createChannel(act.name)).id };
    case "open-dm":
      return { ok: true, channelId: (await person.openDm(act.userId)).id };
    case "join":
    case "leave":
    case "archive":
    case "unarchive":
      await person[act.do](act.channelId);
      return { ok: true };
  }
}

function setStage({ slack, shop }: Stage, act: Stagehand): void {
  switch (act.do) {
    case "break":
      if (act.trouble) shop.break(act.trouble);
      return;
    case "heal":
      shop.heal(act.trouble);
      return;
    case "hinder":
      shop.hinder(act.hindrance, act.isOn);
      return;
    case "set-flag":
      shop.flags.set(act.flag, act.isOn);
      return;
    case "shop-fault":
      shop.misbehave(act.fault, act.times);
      return;
    case "slack-fault":
      setSlackFault(slack, act.fault);
      return;
    case "clear-faults":
      slack.faults.clear();
      return;
    case "github-limit":
      shop.github.limit(3, 20);
  }
}

function setSlackFault({ faults }: Slack, fault: SlackFault): void {
  switch (fault.kind) {
    case "rate-limit":
      faults.rateLimit("*", fault);
      return;
    case "fail":
      faults.fail("*", fault);
      return;
    case "lose-answer":
      faults.loseAnswer("*", fault);
      return;
    case "outage":
      faults.outage(fault.isOn);
  }
}

function shown(outcome: Outcome): ActResult {
  if (outcome.ok) return { ok: true };
  return {
    ok: false,
    shown: outcome.shown,
    ...(outcome.errors ? { errors: outcome.errors } : {}),
  };
}
