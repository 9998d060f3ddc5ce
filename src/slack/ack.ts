// The answer that Slack waits 3 s for.

export type Ack = (content?: unknown) => Promise<void>;
