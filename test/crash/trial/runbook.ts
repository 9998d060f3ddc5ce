// The runbook of the crash trial: every kind of step, every rule for repeating, and every way to take back.

/** `tag` makes what a run tells people its own; `share` makes what it sets differ from the run before. */
export const TRIAL_RUNBOOK = `muster: 1
id: trial
title: Everything a runbook can do
owner: group:payments-leads
deadline: 7d
lock: trial
inputs:
  tag: {type: string, required: true}
  share: {type: integer, required: true, min: 1, max: 100}
metrics:
  errors: {prometheus: prod, promql: 'checkout:5xx_pct:5m'}
steps:
  - id: calm
    kind: check
    title: Checkout answers
    pass: errors < 50
    on_fail: ask
    on_unknown: ask
  - id: way
    kind: choice
    title: Which way?
    timeout: 1d
    options:
      - {value: all, label: Everything}
      - {value: none, label: Nothing, goto: over}
  - id: latest
    kind: http
    title: Look for the backup
    connection: shop-admin
    method: GET
    path: /v1/backups/latest
    outputs: {backup: {pointer: /id, type: string}}
    rehearse: {backup: db-2026-11-22}
  - id: safe
    kind: http
    title: Move card payments
    connection: routing-admin
    method: PUT
    path: /v1/routes/stripe
    body: {fallback: payu, fallback_pct: "{{ inputs.share }}"}
    repeat: safe
    outputs: {revision: {pointer: /revision, type: integer}}
    rehearse: {revision: 1}
    verify: {http: routing-admin, path: /v1/routes/stripe, pointer: /fallback_pct, equals: "{{ inputs.share }}"}
    undo:
      body: {fallback_pct: 0}
      only_if: {http: routing-admin, path: /v1/routes/stripe, pointer: /revision, equals: "{{ steps.safe.output.revision }}"}
  - id: keyed
    kind: http
    title: Restore to scratch
    connection: shop-admin
    method: POST
    path: /v1/restores
    body: {backup_id: "{{ steps.latest.output.backup }}", target: scratch}
    expect: [202]
    repeat: keyed
    irreversible: a scratch copy stays
  - id: probed
    kind: http
    title: Cache longer
    connection: edge-admin
    method: PUT
    path: /v1/policies/catalogue
    body: {ttl_seconds: "{{ inputs.share }}"}
    repeat: probe
    probe: {http: edge-admin, path: /v1/policies/catalogue, pointer: /ttl_seconds, equals: "{{ inputs.share }}"}
    undo:
      body: {ttl_seconds: 900}
      repeat: safe
  - id: once
    kind: http
    title: Move the rest, once
    confirm: type
    connection: routing-admin
    method: PUT
    path: /v1/routes/payu
    body: {fallback: paypal, fallback_pct: "{{ inputs.share }}"}
    repeat: never
    irreversible: what was paid is paid
  - id: flagged
    kind: flag
    title: Recommendations off
    connection: unleash
    project: shop
    env: production
    flag: recommendations
    set: "off"
    verify: {flag_state: "off"}
    undo: auto
  - id: agreed
    kind: manual
    title: Agree on the release
    timeout: 1d
    approval:
      need: 2
      from: [group:release-managers, group:managers, oncall:payments]
      exclude: [starter]
      timeout: 1d
      valid_for: 1d
  - id: release
    kind: github
    title: Back to the release before
    op: rollback_deployment
    repo: shop/web
    environment: production
    wait: 20m
    confirm: dialog
    approval:
      need: 1
      from: [group:release-managers, group:managers]
      exclude: [operator]
      timeout: 1d
      valid_for: 1d
    outputs: {sha: {type: string}}
    rehearse: {sha: a1b2c3d}
    undo: auto
  - id: workflow
    kind: github
    title: Reviews off by the workflow
    op: dispatch
    repo: shop/web
    workflow: set-flag.yml
    ref: main
    inputs: {flag: reviews, state: "off", environment: production}
    wait: 10m
    undo:
      op: dispatch
      inputs: {flag: reviews, state: "on", environment: production}
  - id: held
    kind: wait
    title: Checkout stays calm
    until: errors < 50
    hold: 20s
    every: 15s
    timeout: 1d
  - id: count
    kind: manual
    title: Count what is uncertain
    timeout: 1d
    collect:
      uncertain: {type: integer, min: 0, required: true, label: Payments with unknown state}
  - id: tell
    kind: announce
    title: Tell people
    to: [incident, channel:payments]
    text: "Told about {{ inputs.tag }}: {{ steps.count.output.uncertain }} payments."
  - id: back
    kind: http
    title: Give everything back
    undoes: [safe, probed, flagged]
  - {id: done, kind: end, title: All was done, outcome: success}
  - {id: over, kind: end, title: Nothing was done, outcome: not_applicable}
`;
