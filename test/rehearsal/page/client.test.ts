// What the page decides by itself: what is unread, where a link leads, what the composer offers.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyUpdate } from "../../../src/rehearsal/page/client/apply-update.ts";
import { findOffers } from "../../../src/rehearsal/page/client/completion.ts";
import { findTarget } from "../../../src/rehearsal/page/client/places.ts";
import {
  countCalls,
  countUnread,
  markRead,
} from "../../../src/rehearsal/page/client/read-marks.ts";
import type { ChannelContent, Snapshot } from "../../../src/rehearsal/page/wire.ts";
import type { Message, User } from "../../../src/rehearsal/slack/types.ts";

function message(ts: string, user: string, more: Partial<Message> = {}): Message {
  return {
    channelId: "C1",
    ts,
    user,
    text: "",
    blocks: [],
    attachments: [],
    version: 1,
    replyCount: 0,
    replyUsers: [],
    reactions: [],
    files: [],
    isMrkdwn: true,
    ...more,
  };
}

function channel(id: string, name: string): ChannelContent {
  const said = { value: "", creator: "", lastSet: 0 };
  return {
    id,
    name,
    kind: "public",
    isGeneral: false,
    isArchived: false,
    creator: "U1",
    created: 0,
    members: ["U1", "U2"],
    topic: said,
    purpose: said,
    pins: [],
    previousNames: [],
    bookmarks: [],
  };
}

function user(id: string, name: string): User {
  return {
    id,
    name,
    realName: name,
    email: "",
    tz: "UTC",
    title: "",
    isAdmin: false,
    isRestricted: false,
    isUltraRestricted: false,
    isBot: false,
    deleted: false,
    teamId: "T1",
  };
}

const data: Snapshot = {
  me: "U1",
  team: { id: "T1", name: "Shop", domain: "rehearsal" },
  app: {
    botUserId: "U9",
    name: "muster",
    commands: [
      { name: "/incident", description: "Declare", usageHint: "new | help" },
      { name: "/runbook", description: "Run", usageHint: "list" },
    ],
    isDmReadOnly: false,
    shortcuts: [],
  },
  people: ["U1", "U2"],
  users: [user("U1", "anna"), user("U2", "piotr")],
  userGroups: [],
  channels: [channel("C1", "incidents"), channel("C2", "payments")],
  messages: [],
  files: [],
  ephemerals: [],
  views: [],
  home: null,
  notifications: [],
  faults: [],
  shop: [],
  situation: {
    ...{ flags: [], release: null, deploying: null, hindrances: [], events: [] },
    github: { repositories: [], events: { sent: 0, lost: 0 }, waiting: [] },
  },
  links: [],
};

describe("unread messages", () => {
  const messages = [
    message("1.0", "U2"),
    message("2.0", "U2", { subtype: "channel_join" }),
    message("3.0", "U1"),
    message("4.0", "U2", { threadTs: "1.0" }),
    message("5.0", "U2"),
  ];

  it("are those of others at the top level, without joins and topics", () => {
    assert.equal(countUnread({ ...data, messages }, {}, "C1"), 2);
  });

  it("end at the message read last, per person", () => {
    const marks = markRead({}, { me: "U1", channelId: "C1", ts: "1.0" });
    assert.equal(countUnread({ ...data, messages }, marks, "C1"), 1);
    assert.equal(countUnread({ ...data, me: "U2", messages }, marks, "C1"), 1);
  });

  it("never grow again by reading an older message", () => {
    const marks = markRead({}, { me: "U1", channelId: "C1", ts: "5.0" });
    assert.equal(markRead(marks, { me: "U1", channelId: "C1", ts: "3.0" }), marks);
  });

  it("that call a person are counted for each person apart", () => {
    const call = { channelId: "C1", ts: "5.0", reason: "mention" } as const;
    const notifications = [{ ...call, userId: "U2" }];
    assert.equal(countCalls({ ...data, notifications }, {}, "U2"), 1);
    assert.equal(countCalls({ ...data, notifications }, {}, "U1"), 0);
  });
});

describe("a link", () => {
  for (const [url, expected] of [
    ["https://rehearsal.slack.com/archives/C1", { place: { kind: "channel", id: "C1" } }],
    [
      "http://127.0.0.1:4000/archives/C2/p1795350840000200",
      { place: { kind: "channel", id: "C2" }, ts: "1795350840.000200" },
    ],
    ["https://slack.com/app_redirect?channel=C2", { place: { kind: "channel", id: "C2" } }],
    ["slack://channel?team=T1&id=C1", { place: { kind: "channel", id: "C1" } }],
    ["https://rehearsal.slack.com/archives/C404", undefined],
    ["https://example.com/C1", undefined],
    ["not a link", undefined],
  ] as const) {
    it(`${url} leads ${expected ? "into the workspace" : "elsewhere"}`, () => {
      assert.deepEqual(findTarget(url, data), expected);
    });
  }
});

describe("the composer", () => {
  const offered = (text: string) => findOffers(text, data).map((offer) => offer.text);

  it("offers commands after a slash at the start, and not once their words begin", () => {
    assert.deepEqual(offered("/"), ["/incident ", "/runbook "]);
    assert.deepEqual(offered("/inc"), ["/incident "]);
    assert.deepEqual(offered("/incident new"), []);
    assert.deepEqual(offered("and/or"), []);
  });

  it("offers people and channels for the word being typed", () => {
    assert.deepEqual(offered("hi @pi"), ["hi @piotr "]);
    assert.deepEqual(offered("see #pay"), ["see #payments "]);
    assert.deepEqual(offered("mail@pi"), []);
  });
});

describe("a change that arrives", () => {
  it("replaces the message it concerns and leaves the others where they are", () => {
    const before = { ...data, messages: [message("1.0", "U2"), message("2.0", "U2")] };
    const edited = message("1.0", "U2", { text: "new", version: 2 });
    const after = applyUpdate(before, { kind: "message", message: edited, files: [] });
    assert.deepEqual(
      after.messages.map(({ ts, version }) => [ts, version]),
      [
        ["1.0", 2],
        ["2.0", 1],
      ],
    );
  });

  it("takes a deleted channel's messages with it", () => {
    const before = { ...data, messages: [message("1.0", "U2")] };
    const after = applyUpdate(before, { kind: "channel-gone", channelId: "C1" });
    assert.deepEqual(after.messages, []);
    assert.deepEqual(
      after.channels.map(({ id }) => id),
      ["C2"],
    );
  });
});
