// What each of Slack's errors means for an effect: the one table.

/**
 * success: it is as wanted. wait: Slack named a time. maybe-done: it failed inside Slack, and part of it may
 * have happened. repair: the effect knows another way. content: what was drawn was refused, so something plainer
 * goes. drop: no longer possible and nobody needs to be told. fatal: nothing works until a person mends the
 * installation. dead: given up, and a person is told.
 */
export type Verdict =
  | "success"
  | "wait"
  | "maybe-done"
  | "repair"
  | "content"
  | "drop"
  | "fatal"
  | "dead";

const table: Readonly<Record<Exclude<Verdict, "dead">, readonly string[]>> = {
  success: [
    "already_in_channel",
    "already_pinned",
    "already_archived",
    "not_archived",
    "cant_invite_self",
  ],
  wait: ["ratelimited", "rate_limited", "message_limit_exceeded"],
  "maybe-done": [
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
    "canvas_editing_locked",
  ],
  repair: [
    "name_taken",
    "is_archived",
    "is_inactive",
    "not_in_channel",
    "channel_not_found",
    "message_not_found",
    "thread_not_found",
    "cant_update_message",
    "edit_window_closed",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "hash_conflict",
    "user_not_in_channel",
  ],
  content: [
    "msg_too_long",
    "msg_blocks_too_long",
    "invalid_blocks",
    "invalid_blocks_format",
    "view_too_large",
    "metadata_too_large",
    "invalid_metadata_format",
    "no_text",
  ],
  drop: [
    "not_found",
    "too_many_pins",
    "too_many_bookmarks",
    "permission_denied",
    "cant_invite",
    "user_is_restricted",
    "ura_max_channels",
    "not_enabled",
  ],
  fatal: [
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "org_login_required",
    "ekm_access_denied",
    "missing_scope",
    "not_allowed_token_type",
    "team_access_not_granted",
    "accesslimited",
  ],
};

const verdicts: ReadonlyMap<string, Verdict> = new Map(
  Object.entries(table).flatMap(([verdict, errors]) =>
    errors.map((error) => [error, verdict as Verdict] as const),
  ),
);

/** An error that nobody foresaw is told to a person, never repeated blindly. */
export function verdictOf(error: string): Verdict {
  return verdicts.get(error) ?? "dead";
}
