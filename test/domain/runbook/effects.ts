// Runbooks with every kind of effect, for tests, and the answers that targets give.
import type { Play } from "./play.ts";

export const FLAG = `  - id: recs_off
    kind: flag
    title: Recommendations off
    connection: unleash
    project: shop
    env: production
    flag: recommendations
    set: "off"
    undo: auto
    verify: {flag_state: "off", within: 5s}
`;

export const REDEPLOY = `  - id: redeploy
    kind: github
    title: Redeploy the last good release
    op: rollback_deployment
    repo: acme/shop
    environment: production
    wait: 10m
    undo: auto
    outputs: {sha: {type: string}, previous_sha: {type: string}, url: {type: string}}
    rehearse: {sha: aaaaaaa1, previous_sha: bbbbbbb2, url: "https://github.example/d/1"}
`;

export const DISPATCH = `  - id: dispatch
    kind: github
    title: Switch the flag by workflow
    op: dispatch
    repo: acme/shop
    workflow: set-flag.yml
    ref: main
    inputs: {flag: recs, state: "off"}
    wait: 10m
    outputs: {run_id: {type: integer}, conclusion: {type: string}}
    rehearse: {run_id: 7, conclusion: success}
    undo: {op: dispatch, inputs: {flag: recs, state: "on"}}
`;

/** 100 % to the fallback, taken back only while the revision is still ours. */
export const SWITCH = `  - id: switch
    kind: http
    title: Switch to the fallback
    connection: routing
    method: PUT
    path: /v1/routes/{{ inputs.from }}
    body: {fallback_pct: 100}
    repeat: safe
    outputs: {revision: {pointer: /revision, type: integer}}
    rehearse: {revision: 1}
    undo:
      body: {fallback_pct: 0}
      valid_for: 24h
      only_if: {http: routing, path: "/v1/routes/{{ inputs.from }}", pointer: /revision, equals: "{{ steps.switch.output.revision }}"}
`;

export const LAST = "  - {id: tidy, kind: manual, title: Tidy up, timeout: 10m}\n";

export const flagIs = (state: "on" | "off", variation: string | null = null) => ({
  state,
  variation,
});

export const deployed = (current: string, previous: string | null) => ({
  current: { id: 2, sha: current, at: null },
  previous: previous === null ? null : { id: 1, sha: previous, at: null },
});

export const work = (state: string, more: object = {}) => ({
  state,
  id: 7,
  sha: null,
  url: "https://github.example/r/7",
  conclusion: null,
  ...more,
});

/** From the preview to its end, when nothing goes wrong. */
export function switchFlag(run: Play, before: "on" | "off" = "on"): void {
  run.readBack(flagIs(before));
  run.click("run");
  run.sent();
  run.answer({ status: 200 });
  run.readBack(flagIs("off"));
}

export function switchRoute(run: Play, revision = 7): void {
  run.click("run");
  run.sent();
  run.answer({ status: 200, json: { revision } });
}

/** The switch, with its own status and a read-back. */
export const VERIFIED = SWITCH.replace(
  "    repeat: safe\n",
  `    repeat: safe
    expect: [202]
    verify: {http: routing, path: /v1/routes/x, pointer: /now/pct, equals: 100, within: 5s}
`,
);
