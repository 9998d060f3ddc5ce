// A client of flags whose service is a peer that answers as a test says.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { FlagSetting } from "../../src/domain/runbook/state/change.ts";
import { type FlagRef, openFlagClient } from "../../src/integrations/flags/flag-client.ts";
import { openHttpCaller } from "../../src/integrations/http-caller.ts";
import { connectionTo } from "../support/connection.ts";
import { type PeerCall, type PeerReply, startPeer } from "../support/recording-peer.ts";

export type FlagService = {
  readonly kind: "launchdarkly" | "unleash";
  readonly token: string;
  readonly ref: FlagRef;
};

export async function openFlags(
  t: TestContext,
  { kind, token, ref }: FlagService,
  answer: (call: PeerCall) => PeerReply,
) {
  const peer = await startPeer(t, answer);
  const auth = { kind: "header", name: "authorization", value: token } as const;
  const caller = openHttpCaller(connectionTo(peer.url, { kind, auth }));
  t.after(() => caller[Symbol.asyncDispose]());
  const client = openFlagClient(caller);
  assert.ok(client);
  const set = async (setting: FlagSetting) => await client.set(ref, setting, "the-effect");
  return { peer, set, read: async () => await client.read(ref) };
}
