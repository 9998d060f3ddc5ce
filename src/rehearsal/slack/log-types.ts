// What the workspace writes down of its traffic with the app.

export type ApiCall = {
  readonly id: number;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly status: number;
  readonly response: Readonly<Record<string, unknown>> & {
    readonly ok: boolean;
    readonly error?: string;
  };
  /** Set when a fault shaped the answer. */
  readonly fault?: string;
};

export type Delivery = {
  readonly id: number;
  readonly kind:
    | "command"
    | "block_actions"
    | "shortcut"
    | "view_submission"
    | "view_closed"
    | "block_suggestion"
    | "event";
  readonly via: "http" | "socket";
  readonly at: Date;
  /** 0 for the first attempt; 1 to 3 for an event's retries. */
  readonly attempt: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds until the app had answered; absent while waiting and when it never did. */
  readonly tookMs?: number;
  readonly outcome: "waiting" | "ok" | "timeout" | "http_error" | "connection_failed";
};
