// Small runbooks that operations are tried with.

/** One change with an undo, and an approval of two before it. */
export const SWITCH = `muster: 1
id: switch-gateway
title: Switch the gateway
owner: oncall:payments
rehearse_every: 30d
lock: "gateway {{ inputs.from }}"
triggers:
  - command: pay-fallback
  - alert: GatewayDown
    set:
      from: alert.labels.gateway
permissions:
  start: [any_responder]
inputs:
  from:
    type: string
    required: true
steps:
  - id: move
    kind: http
    title: "Move traffic off {{ inputs.from }}"
    approval:
      need: 2
      from: [oncall:payments, group:leads]
      exclude: [starter]
      timeout: 30m
      escalate_after: 5m
    connection: admin
    method: PUT
    path: "/v1/routes/{{ inputs.from }}"
    body:
      weight: 0
    repeat: safe
    outputs:
      route:
        pointer: /route
        type: string
    rehearse:
      route: r-1
    verify:
      http: admin
      path: "/v1/routes/{{ inputs.from }}"
      pointer: /weight
      equals: 0
    undo:
      body:
        weight: 100
      verify:
        http: admin
        path: "/v1/routes/{{ inputs.from }}"
        pointer: /weight
        equals: 100
  - id: tell
    kind: announce
    title: Tell everybody
    run: click
    to: [incident, stakeholders, status_page]
    status:
      component: checkout
      state: degraded
    text: "Card payments are slower. Route {{ steps.move.output.route }} & more."
  - id: look
    kind: manual
    title: Look at the till
    timeout: 1h
`;

/** Begins by itself, and stops at its first step that needs a person. */
export const GREET = `muster: 1
id: greet
title: Look at the gateway
owner: oncall:payments
triggers:
  - alert: GatewayDown
    mode: start
    set:
      gateway: alert.labels.gateway
inputs:
  gateway:
    type: string
    required: true
steps:
  - id: hello
    kind: announce
    title: Say hello
    to: [incident]
    text: "{{ inputs.gateway }} is looked at."
  - id: look
    kind: manual
    title: Look yourself
    timeout: 1h
`;

/** Two things to do by hand, and a deadline. */
export const LONG = `muster: 1
id: long
title: Long work
owner: oncall:payments
deadline: 1h
steps:
  - id: first
    kind: manual
    title: First
    timeout: 1d
  - id: second
    kind: manual
    title: Second
    timeout: 1d
`;
